// The build: ./build.sh TARGET, or dotnet cake --target=Target. What a target needs is said by its dependencies.
#load "build/bench.cake"
#load "build/fuzz.cake"
#load "build/leftovers.cake"
#load "build/load.cake"
#load "build/paper.cake"
#load "build/results.cake"
#load "build/robots.cake"
using System.Xml.Linq;

var target = Argument("target", "Default");
var all = HasArgument("all"); // test: also the slow tier (xunit trait Tier=Slow)

var results = Directory("artifacts/test-results");

// Runs dotnet with arguments; its output goes where Cake's goes.
int Dotnet(params string[] arguments) => DotnetWithout("", arguments);

// Without what a switch of the runtime turns off, such as EnableAVX2; all of the machine where it is empty.
int DotnetWithout(string feature, params string[] arguments)
{
    var builder = new ProcessArgumentBuilder();
    foreach (var argument in arguments)
    {
        builder.AppendQuoted(argument);
    }
    var settings = new ProcessSettings { Arguments = builder };
    if (feature.Length > 0)
    {
        settings.EnvironmentVariables = new Dictionary<string, string> { [$"DOTNET_{feature}"] = "0" };
    }
    return StartProcess("dotnet", settings);
}

void Must(string complaint, params string[] arguments)
{
    if (Dotnet(arguments) != 0)
    {
        throw new CakeException(complaint);
    }
}

Task("Check")
    .Description("Formatting: CSharpier for C# and project files, Fantomas for F#.")
    .Does(() =>
    {
        const string Remedy = "formatting differs; ./build.sh format mends it";
        Must(Remedy, "csharpier", "check", ".");
        Must(Remedy, "fantomas", "--check", ".");
    });

Task("Format")
    .Description("Formats all sources in place.")
    .Does(() =>
    {
        Must("CSharpier failed", "csharpier", "format", ".");
        Must("Fantomas failed", "fantomas", ".");
    });

Task("Build")
    .Description("Release; warnings are errors. With CI=true packages must be the lock files'.")
    .Does(() => Must("the build failed", "build", "Gail.slnx", "--configuration", "Release", "--nologo", "--verbosity", "quiet", "-clp:NoSummary"));

Task("Test")
    .Description("The everyday tests; with --all also the slow ones.")
    .IsDependentOn("Check")
    .IsDependentOn("Build")
    .Does(() =>
    {
        var outcome = RunTests();
        System.IO.File.WriteAllText($"{results}/summary.txt", outcome.Summary + "\n"); // build.sh ends with it
        if (!outcome.IsGreen)
        {
            throw new CakeException(outcome.Summary);
        }
    });

record Outcome(int Passed, int Failed, int Skipped, int Left)
{
    public bool IsGreen => Failed == 0 && Left == 0 && Passed > 0;

    public string Summary =>
        $"{Passed} passed, {Failed} failed"
        + (Skipped > 0 ? $", {Skipped} skipped" : "")
        + (Left > 0 ? $", {Left} processes left running" : "");
}

// Runs the tests as they are built: each project is a program, which writes its results in JUnit's form.
Outcome RunTests()
{
    CleanDirectory(results);
    // Those of the solution: others want packages that not every feed has.
    var projects = XDocument.Load("Gail.slnx").Descendants("Project")
        .Select(project => (string)project.Attribute("Path"))
        .Where(path => path.StartsWith("tests/") && !path.Contains("TestSupport"))
        .OrderBy(path => path);
    var leftovers = new Leftovers();
    leftovers.Mark();
    var runs = projects.Select(RunProject).ToList();
    // The kernels once more for narrower vectors than this machine's.
    foreach (var feature in all ? new[] { "EnableAVX512", "EnableAVX2", "EnableHWIntrinsic" } : [])
    {
        runs.Add(RunXunit("Gail.Core.Tests", feature,
            "-trait-", "Tier=Slow", "-namespace", "*Kernels*", "-namespace", "*Plans*", "-namespace", "*Environments*"));
    }
    var left = leftovers.End();
    foreach (var process in left)
    {
        Error($"Left running by the tests, and killed: {process}");
    }
    return new Outcome(runs.Sum(run => run.Passed), runs.Sum(run => run.Failed), runs.Sum(run => run.Skipped), left.Length);
}

// C# tests are xunit's, F# tests Expecto's.
Outcome RunProject(string path)
{
    var name = System.IO.Path.GetFileNameWithoutExtension(path);
    return path.EndsWith(".csproj")
        ? RunXunit(name, "", all ? [] : ["-trait-", "Tier=Slow"])
        : Run(name, "", ["--colours", "0", "--no-spinner", .. all ? ["--slow"] : Array.Empty<string>(), "--junit-summary"]);
}

// A test that runs for 15 minutes is named: no measure of speed, it is without an end.
Outcome RunXunit(string name, string feature, params string[] filter) =>
    Run(name, feature, ["-noLogo", "-noColor", "-longRunning", "900", .. filter, "-result-junit"]);

// Runs a program of tests, without a switch of the runtime where one is named, and counts its results.
Outcome Run(string name, string feature, string[] options)
{
    var run = feature.Length > 0 ? $"{name} without {feature["Enable".Length..]}" : name;
    var file = $"{results}/{run.Replace(' ', '-')}.xml";
    Information($"{run}:");
    var exit = DotnetWithout(feature, [$"tests/{name}/bin/Release/net10.0/{name}.dll", .. options, file]);
    var cases = FileExists(file) ? Cases(file) : [];
    int With(params string[] results) => cases.Count(test => results.Any(result => test.Element(result) is not null));
    var (failed, skipped) = (With("failure", "error"), With("skipped"));
    if ((exit != 0 && failed == 0) || cases.Count == 0)
    {
        failed++;
        Error($"The run of {run} failed itself, or was ended; counted as one failed test.");
    }
    return new Outcome(cases.Count - failed - skipped, failed, skipped, 0);
}

// Names and messages of tests may hold characters that XML has no place for.
List<XElement> Cases(string file)
{
    using var reader = System.Xml.XmlReader.Create(file, new System.Xml.XmlReaderSettings { CheckCharacters = false });
    return XDocument.Load(reader).Descendants("testcase").ToList();
}

Task("Default").Description("The same as Test.").IsDependentOn("Test");

RunTarget(target);
