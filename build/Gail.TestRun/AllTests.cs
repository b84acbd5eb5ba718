namespace Gail.TestRun;

/// <summary>The tests of the solution.</summary>
internal static class AllTests
{
    private const string Results = "artifacts/test-results";

    /// <summary>The file that holds the last line of a run.</summary>
    private const string Summary = $"{Results}/summary.txt";

    /// <summary>Runs them, one program after the other: two at a time take as long.</summary>
    /// <param name="all">Whether with the slow ones.</param>
    /// <param name="say">Shows a line.</param>
    public static Outcome Run(bool all, Action<string> say)
    {
        if (Directory.Exists(Results))
        {
            Directory.Delete(Results, recursive: true);
        }
        Directory.CreateDirectory(Results);
        var outcome = Runs(all).Aggregate(Outcome.None, (sum, run) => sum + run.Run(say));
        File.WriteAllText(Summary, outcome.Summary + "\n");
        return outcome;
    }

    private static IEnumerable<ProgramRun> Runs(bool all)
    {
        foreach (var program in TestProgram.OfSolution())
        {
            var results = $"{Results}/{program.Name}.xml";
            yield return new ProgramRun(program.Name, program.Command(all, results), results);
        }
        if (!all)
        {
            yield break;
        }
        // The kernels once more for narrower vectors than this machine's.
        var core = new TestProgram("Gail.Core.Tests", IsXunit: true);
        foreach (var feature in (string[])["AVX512", "AVX2", "HWIntrinsic"])
        {
            var results = $"{Results}/{core.Name}-without-{feature}.xml";
            string[] filter = ["-namespace", "*Kernels*", "-namespace", "*Plans*", "-namespace", "*Environments*"];
            yield return new ProgramRun(
                $"{core.Name} without {feature}",
                core.Command(all: false, results, filter),
                results
            )
            {
                Variables = new Dictionary<string, string> { [$"DOTNET_Enable{feature}"] = "0" },
            };
        }
    }
}
