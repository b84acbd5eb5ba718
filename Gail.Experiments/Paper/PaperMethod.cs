using System.Collections.Immutable;
using Gail.Configuration;

namespace Gail.Experiments.Paper;

/// <summary>The methods that the paper's table compares, and the control.</summary>
public enum PaperMethod
{
    /// <summary>Generative adversarial imitation learning.</summary>
    Gail,

    /// <summary>Feature expectation matching.</summary>
    Fem,

    /// <summary>Game-theoretic apprenticeship learning.</summary>
    Gtal,

    /// <summary>Behaviour cloning.</summary>
    BehaviorCloning,

    /// <summary>
    /// GAIL again, shown a random policy, as many steps at least: what it reaches without being shown anything.
    /// </summary>
    Control,
}

/// <summary>Names and trainers of the methods.</summary>
public static class PaperMethods
{
    /// <summary>All of them, in the order of the page.</summary>
    public static ImmutableArray<PaperMethod> All { get; } = [.. Enum.GetValues<PaperMethod>()];

    /// <summary>As users type it, and as the results file has it: "gail", "bc", ...</summary>
    public static string Name(PaperMethod method) =>
        method switch
        {
            PaperMethod.Gail => "gail",
            PaperMethod.Fem => "fem",
            PaperMethod.Gtal => "gtal",
            PaperMethod.BehaviorCloning => "bc",
            _ => "control",
        };

    /// <summary>As the page has it.</summary>
    public static string Title(PaperMethod method) =>
        method == PaperMethod.Control ? "control" : Name(method).ToUpperInvariant();

    internal static Method Trained(PaperMethod method) =>
        method switch
        {
            PaperMethod.Fem => Method.Fem,
            PaperMethod.Gtal => Method.Gtal,
            PaperMethod.BehaviorCloning => Method.BehaviorCloning,
            _ => Method.Gail,
        };
}
