using System.Collections.Immutable;
using Gail.Configuration;
using Gail.OptionRules;

namespace Gail.Experiments.Paper;

/// <summary>The runs of the table; the defaults are the paper's, and the control.</summary>
[OptionRecord]
public sealed partial record PaperOptions
{
    /// <summary>The seeds of the whole table.</summary>
    public const int PaperSeeds = 7;

    /// <summary>The environments by name.</summary>
    public ImmutableArray<string> Environments { get; init; } = ["CartPole-v0", "Acrobot-v0", "MountainCar-v0"];

    /// <summary>The methods.</summary>
    public ImmutableArray<PaperMethod> Methods { get; init; } = PaperMethods.All;

    /// <summary>The numbers of demonstrated trajectories.</summary>
    public ImmutableArray<int> Trajectories
    {
        get;
        init =>
            field = value.All(count => count >= 1)
                ? value
                : throw new OptionException(
                    $"{nameof(PaperOptions)}.{nameof(Trajectories)} is {string.Join(',', value)}, expected numbers of 1 "
                        + "or more."
                );
    } = [1, 4, 7, 10];

    /// <summary>Runs of each condition, each with a seed of its own.</summary>
    [Option("runs of each condition", Flag = "--seeds", Range = "[1, inf)")]
    public partial int Seeds { get; init; } = PaperSeeds;

    /// <summary>The first of these seeds; the others follow. Smaller ones were used while the code was written.</summary>
    [Option("the first of their seeds, which follow one another", Flag = "--first-seed")]
    public partial long FirstSeed { get; init; } = 20;

    /// <summary>The episodes of a run's evaluation, with the most probable actions.</summary>
    [Option("episodes of each run's evaluation", Range = "[1, inf)")]
    public partial int Episodes { get; init; } = 50;

    /// <summary>Changes to the options that the preset "paper" gives a run.</summary>
    public Func<TrainingOptions, TrainingOptions> Change { get; init; } = options => options;

    /// <summary>A first page within minutes: some of the table's runs, as they are in the table.</summary>
    public static PaperOptions Quick { get; } = new() { Seeds = 2, Trajectories = [1, 10] };
}
