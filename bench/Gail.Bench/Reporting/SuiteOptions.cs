namespace Gail.Bench.Reporting;

/// <summary>What a run of the suite is asked for.</summary>
/// <param name="Quick">Few rounds: to see that everything runs, not for figures.</param>
/// <param name="Python">The interpreter to find PyTorch with; null for those that usually have it.</param>
/// <param name="Demos">Demonstrations of CartPole.</param>
/// <param name="Report">Where the report goes, without ending.</param>
internal sealed record SuiteOptions(bool Quick, string? Python, string Demos, string Report)
{
    /// <summary>From --quick, --python=PATH, --demos=FILE, --out=FILE.</summary>
    internal static SuiteOptions Parse(IEnumerable<string> arguments)
    {
        var options = new SuiteOptions(Quick: false, Python: null, "data/cartpole.npz", "bench/reports/speed");
        foreach (var argument in arguments)
        {
            var value = argument[(argument.IndexOf('=', StringComparison.Ordinal) + 1)..];
            options = argument.Split('=')[0] switch
            {
                "--quick" => options with { Quick = true },
                "--python" => options with { Python = value },
                "--demos" => options with { Demos = value },
                "--out" => options with { Report = value },
                _ => throw new ArgumentException($"'{argument}' is no option of --report.", nameof(arguments)),
            };
        }
        return options;
    }
}
