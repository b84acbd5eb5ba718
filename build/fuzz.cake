// Damaged files of all formats, as many as one likes:
//   dotnet cake --target=Fuzz [--mutations=1000000] [--seed=1]
Task("Fuzz")
    .Description("Reads damaged files of all formats: --mutations=1000000 of them, --seed=1.")
    .Does(context =>
    {
        Environment.SetEnvironmentVariable("GAIL_FUZZ", context.Argument("mutations", "1000000"));
        Environment.SetEnvironmentVariable("GAIL_FUZZ_SEED", context.Argument("seed", "1"));
        Must("the fuzzer found something", ["run", "--project", "tests/Gail.Data.Tests", "--configuration", "Release",
            "--", "-class", "*FuzzTests", "-showLiveOutput"]);
    });
