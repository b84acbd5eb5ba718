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

// Runs the tests as they are built.
Outcome RunTests()
{
    CleanDirectory(results);
    // Those of the solution: others want packages that not every feed has.
    var assemblies = XDocument.Load("Gail.slnx").Descendants("Project")
        .Select(project => (string)project.Attribute("Path"))
        .Where(path => path.StartsWith("tests/"))
        .Select(path => System.IO.Path.GetFileNameWithoutExtension(path))
        .Where(name => name.EndsWith(".Tests"))
        .OrderBy(name => name)
        .Select(name => $"tests/{name}/bin/Release/net10.0/{name}.dll");
    var options = new[] { "--logger", "trx", "--logger", "console;verbosity=minimal", "--results-directory", results.Path.FullPath,
        // No measure of speed: a test without an end is named, and the rest fails.
        "--blame-hang-timeout", "40m", "--blame-hang-dump-type", "none" };
    var tier = all ? Array.Empty<string>() : new[] { "--filter", "Tier!=Slow" };
    var leftovers = new Leftovers();
    leftovers.Mark();
    var exit = Dotnet(["test", .. assemblies, .. options, .. tier]);
    // The kernels once more for narrower vectors than this machine's.
    var narrower = all ? new[] { "EnableAVX512", "EnableAVX2", "EnableHWIntrinsic" } : [];
    foreach (var feature in narrower)
    {
        Information($"Kernels, plans and environments without {feature["Enable".Length..]}");
        var kernels = "Tier!=Slow&(FullyQualifiedName~Kernels|FullyQualifiedName~Plans|FullyQualifiedName~Environments)";
        var core = "tests/Gail.Core.Tests/bin/Release/net10.0/Gail.Core.Tests.dll";
        exit = Math.Max(exit, DotnetWithout(feature, ["test", core, .. options, "--filter", kernels]));
    }
    var left = leftovers.End();
    foreach (var process in left)
    {
        Error($"Left running by the tests, and killed: {process}");
    }

    var counters = GetFiles($"{results}/*.trx")
        .SelectMany(file => XDocument.Load(file.FullPath).Descendants().Where(node => node.Name.LocalName == "Counters"))
        .ToList();
    int Sum(string name) => counters.Sum(counter => (int)counter.Attribute(name));
    var (total, executed, passed) = (Sum("total"), Sum("executed"), Sum("passed"));
    var failed = executed - passed;
    if (exit != 0 && failed == 0)
    {
        failed = 1;
        Error("The test runner itself failed or was aborted; counted as one failed test.");
    }
    return new Outcome(passed, failed, total - executed, left.Length);
}

Task("Default").Description("The same as Test.").IsDependentOn("Test");

RunTarget(target);
