namespace Gail.MuJoCo.Environments.Options;

/// <summary>One option of a robot, by name.</summary>
/// <param name="Name">As it stands in an environment's name.</param>
/// <param name="Expected">What a value must be.</param>
/// <param name="Write">The option's value as text.</param>
/// <param name="Read">The options with a value read from text; null when it is not what is expected.</param>
internal sealed record RobotOption(
    string Name,
    string Expected,
    Func<RobotOptions, string> Write,
    Func<RobotOptions, string, RobotOptions?> Read
);

/// <summary>Makes the rows of a robot's table of options.</summary>
internal static class RobotOption<TOptions>
    where TOptions : RobotOptions
{
    /// <summary>A number of engine steps.</summary>
    internal static RobotOption Count(string name, Func<TOptions, int> get, Func<TOptions, int, TOptions> set) =>
        Row(name, OptionKind.Count, get, set);

    /// <summary>A weight of any sign.</summary>
    internal static RobotOption Number(string name, Func<TOptions, double> get, Func<TOptions, double, TOptions> set) =>
        Row(name, OptionKind.Number, get, set);

    /// <summary>A size of noise.</summary>
    internal static RobotOption Scale(string name, Func<TOptions, double> get, Func<TOptions, double, TOptions> set) =>
        Row(name, OptionKind.Scale, get, set);

    /// <summary>A range between two bounds.</summary>
    internal static RobotOption Range(
        string name,
        Func<TOptions, Models.Mjcf.Interval> get,
        Func<TOptions, Models.Mjcf.Interval, TOptions> set
    ) => Row(name, OptionKind.Range, get, set);

    /// <summary>true or false.</summary>
    internal static RobotOption Flag(string name, Func<TOptions, bool> get, Func<TOptions, bool, TOptions> set) =>
        Row(name, OptionKind.Flag, get, set);

    private static RobotOption Row<T>(
        string name,
        OptionKind<T> kind,
        Func<TOptions, T> get,
        Func<TOptions, T, TOptions> set
    )
        where T : struct =>
        new(
            name,
            kind.Expected,
            options => kind.Write(get((TOptions)options)),
            (options, text) => kind.Read(text) is { } value && kind.Holds(value) ? set((TOptions)options, value) : null
        );
}
