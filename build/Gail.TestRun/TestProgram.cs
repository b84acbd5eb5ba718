using System.Xml.Linq;

namespace Gail.TestRun;

/// <summary>A program of tests as it is built: in C# of xunit, in F# of Expecto.</summary>
/// <param name="Name">Its project.</param>
/// <param name="IsXunit">Whether it is of xunit.</param>
internal sealed record TestProgram(string Name, bool IsXunit)
{
    // No measure of speed: a test that has run for 15 minutes is named, since it may be without an end.
    private const string LongSeconds = "900";

    /// <summary>The folder of what is built.</summary>
    public string Folder => $"tests/{Name}/bin/Release/net10.0";

    /// <summary>Those of the solution: others want packages that not every feed has.</summary>
    public static IReadOnlyList<TestProgram> OfSolution() =>
        [
            .. XDocument
                .Load("Gail.slnx")
                .Descendants("Project")
                .Select(project => (string)project.Attribute("Path")!)
                .Where(path => path.StartsWith("tests/", StringComparison.Ordinal) && !path.Contains("TestSupport"))
                .Order(StringComparer.Ordinal)
                .Select(path => new TestProgram(Path.GetFileNameWithoutExtension(path), path.EndsWith(".csproj"))),
        ];

    /// <summary>What runs it.</summary>
    /// <param name="all">Whether with the slow tests.</param>
    /// <param name="results">The file for its results, in JUnit's form.</param>
    /// <param name="filter">Further arguments that choose tests.</param>
    public IReadOnlyList<string> Command(bool all, string results, params IEnumerable<string> filter) =>
        IsXunit
            ?
            [
                "dotnet",
                $"{Folder}/{Name}.dll",
                "-noLogo",
                "-noColor",
                "-longRunning",
                LongSeconds,
                .. all ? [] : (string[])["-trait-", "Tier=Slow"],
                .. filter,
                "-result-junit",
                results,
            ]
            :
            [
                "dotnet",
                $"{Folder}/{Name}.dll",
                "--colours",
                "0",
                "--no-spinner",
                .. all ? (string[])["--slow"] : [],
                .. filter,
                "--junit-summary",
                results,
            ];
}
