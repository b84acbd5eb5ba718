using System.Globalization;

namespace Gail.Bench.Against;

/// <summary>What a comparison with another build is asked for.</summary>
/// <param name="Root">The other build's repository, where bench/Gail.Bench is built and ./gail has run once.</param>
/// <param name="Quick">Few short rounds: to see that everything runs, not for figures.</param>
/// <param name="Processes">How many processes measure all figures, one after the other.</param>
/// <param name="Only">Only figures whose names contain this.</param>
/// <param name="Report">The report's path.</param>
internal sealed record AgainstOptions(string Root, bool Quick, int Processes, string Only, string Report)
{
    /// <summary>The other build's benchmarks.</summary>
    internal string Bench =>
        Path.GetFullPath(Path.Combine(Root, "bench/Gail.Bench/bin/Release/net10.0/Gail.Bench.dll"));

    /// <summary>From DIR and --quick, --processes=N, --only=TEXT, --out=FILE.</summary>
    internal static AgainstOptions Parse(string root, IEnumerable<string> arguments)
    {
        var options = new AgainstOptions(root, Quick: false, Processes: 3, Only: "", "bench/reports/redesign.md");
        foreach (var argument in arguments)
        {
            var value = argument[(argument.IndexOf('=', StringComparison.Ordinal) + 1)..];
            options = argument.Split('=')[0] switch
            {
                "--quick" => options with { Quick = true },
                "--processes" => options with { Processes = int.Parse(value, CultureInfo.InvariantCulture) },
                "--only" => options with { Only = value },
                "--out" => options with { Report = value },
                _ => throw new ArgumentException($"'{argument}' is no option of --against.", nameof(arguments)),
            };
        }
        return options;
    }
}
