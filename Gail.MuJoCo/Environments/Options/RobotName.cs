using System.Collections.Immutable;
using Gail.Numerics;

namespace Gail.MuJoCo.Environments.Options;

/// <summary>
/// The names of the environments: robot, "FixedHorizon" where an episode could end early but does not, version, and
/// after a colon the options that differ from the version's defaults, as in
/// <c>Hopper-v5:ctrlCostWeight=0.01,healthyZRange=0.5..inf</c>.
/// </summary>
internal static class RobotName
{
    private const string FixedHorizon = "FixedHorizon";

    /// <summary>The names of a robot's environments with their default options.</summary>
    internal static IEnumerable<(string Name, RobotOptions Options)> Listed(RobotFamily family) =>
        from fixedHorizon in family.Termination is null ? (bool[])[false] : [false, true]
        from version in family.Versions
        let options = family.Make(version)
        let listed = fixedHorizon ? family.Termination!.Read(options, "false")! : options
        select (Of(listed), listed);

    /// <summary>The one name of a specification.</summary>
    internal static string Of(RobotOptions options)
    {
        var family = options.Family;
        var defaults = family.Make(options.Version);
        var changes = Offered(options)
            .Where(option => option.Write(options) != option.Write(defaults))
            .Select(option => $"{option.Name}={option.Write(options)}");
        var name = $"{family.Name}{(HasFixedHorizon(options) ? FixedHorizon : "")}-v{options.Version}";
        return string.Join(':', [name, .. (string[])(changes.Any() ? [string.Join(',', changes)] : [])]);
    }

    /// <summary>Reads what follows a name's colon.</summary>
    /// <param name="options">The options of the name before the colon.</param>
    /// <param name="changes">As in "ctrlCostWeight=0.01,frameSkip=2".</param>
    /// <exception cref="RobotOptionException">An option is unknown, comes twice, or has no such value.</exception>
    internal static RobotOptions Read(RobotOptions options, string changes)
    {
        var (changed, seen) = (options, new HashSet<string>());
        foreach (var change in changes.Split(','))
        {
            if (change.Split('=') is not [var name, var value])
            {
                // A comma stands between options: of 0,01 it leaves a number alone.
                var point = NumberText.Real(change).Fault is null ? "A number has a decimal point, as in 0.01. " : "";
                throw new RobotOptionException(
                    $"{options.Id} is followed by '{change}', expected option=value. {point}{Choice(options)}"
                );
            }
            var option = Offered(options).FirstOrDefault(option => option.Name == name) ?? throw Unknown(options, name);
            if (!seen.Add(name))
            {
                throw new RobotOptionException($"{options.Id} is given {name} twice.");
            }
            changed = option.Read(changed, value) ?? throw Wrong(options, option, value);
        }
        return changed;
    }

    /// <summary>The options that a name can be followed by.</summary>
    internal static ImmutableArray<RobotOptionInfo> Listing(RobotOptions options)
    {
        var family = options.Family;
        var defaults = family.Make(options.Version);
        return
        [
            .. Offered(options)
                .Select(option => new RobotOptionInfo(
                    option.Name,
                    option.Write(options),
                    option.Write(defaults),
                    option.Expected,
                    RobotOptionInfo.MeaningOf(family.Name, option.Name)
                )),
        ];
    }

    // What a fixed horizon says already is not said again.
    private static IEnumerable<RobotOption> Offered(RobotOptions options) =>
        HasFixedHorizon(options)
            ? options.Family.Options.Where(option => option != options.Family.Termination)
            : options.Family.Options;

    private static bool HasFixedHorizon(RobotOptions options) =>
        options.Family.Termination is { } termination && termination.Write(options) == "false";

    private static RobotOptionException Unknown(RobotOptions options, string name)
    {
        var near = NearestNames.Of(name, Offered(options).Select(option => option.Name));
        return new(
            $"{options.Id} has no option '{name}'. "
                + (near.IsEmpty ? "" : $"Did you mean {string.Join(", ", near)}? ")
                + Choice(options)
        );
    }

    private static RobotOptionException Wrong(RobotOptions options, RobotOption option, string value) =>
        new($"{option.Name} of {options.Id} is '{value}', expected {option.Expected}.");

    private static string Choice(RobotOptions options) =>
        $"Its options are {string.Join(", ", Offered(options).Select(option => option.Name))}.";
}
