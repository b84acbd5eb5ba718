// The build: ./build.sh TARGET, or dotnet cake --target=Target. What a target needs is said by its dependencies.
#load "build/bench.cake"
#load "build/fuzz.cake"
#load "build/tests.cake"
#load "build/paper.cake"
#load "build/results.cake"
#load "build/robots.cake"

var target = Argument("target", "Default");

// Runs dotnet with arguments; its output goes where Cake's goes.
int Dotnet(params string[] arguments)
{
    var builder = new ProcessArgumentBuilder();
    foreach (var argument in arguments)
    {
        builder.AppendQuoted(argument);
    }
    return StartProcess("dotnet", new ProcessSettings { Arguments = builder });
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

Task("Default").Description("The same as Test.").IsDependentOn("Test");

RunTarget(target);
