// The tests, each project a program; build/Gail.TestRun runs them, and says what it does.
Task("Test")
    .Description("The everyday tests; with --all also the slow ones.")
    .IsDependentOn("Check")
    .IsDependentOn("Build")
    .Does(context => Tests(context, "the tests fail", "test"));

// The tests on a busy machine, where they have to say the same as on a quiet one:
//   dotnet cake --target=TestUnderLoad [--loops=6] [--times=3] [--all]
Task("TestUnderLoad")
    .Description("The tests beside busy loops: --loops=6 of them, --times=3.")
    .IsDependentOn("Build")
    .Does(context => Tests(context, "the tests fail on a busy machine", "load", "loops", "times"));

// Calls Gail.TestRun, as Build has it, with those of its options that this build was called with.
void Tests(ICakeContext context, string complaint, string what, params string[] options) =>
    Must(complaint, ["build/Gail.TestRun/bin/Release/net10.0/Gail.TestRun.dll", what,
        .. context.HasArgument("all") ? ["--all"] : Array.Empty<string>(),
        .. options.Where(context.HasArgument).Select(name => $"--{name}={context.Argument<string>(name)}")]);
