// The benchmarks. All of them, PyTorch's beside them and the whole program, for bench/reports/speed.md:
//   dotnet cake --target=Bench [--quick] [--demos=FILE] [--python=PATH] [--out=FILE]
// PyTorch is only as fast as its BLAS, and Debian's python3-torch is content with the reference BLAS, which is some ten
// times slower than libopenblas0: install that too, or point LD_LIBRARY_PATH at one. The report says which was used.
// The robots alone, environment and engine in turns, for bench/reports/robots.md:
//   dotnet cake --target=Bench --robots
// Or some, by BenchmarkDotNet alone, which leaves its reports in BenchmarkDotNet.Artifacts:
//   dotnet cake --target=Bench --filter=PATTERN
Task("Bench")
    .Description("All benchmarks and bench/reports/speed.md; --filter=PATTERN for some of them and no report.")
    .Does(context =>
    {
        var given = new[] { "demos", "python", "out" }
            .Where(name => context.HasArgument(name))
            .Select(name => $"--{name}={context.Argument<string>(name)}");
        string[] quick = context.HasArgument("quick") ? ["--quick"] : [];
        string[] what = context.HasArgument("robots") ? ["--robots"]
            : context.HasArgument("filter")
            ? ["--filter", context.Argument<string>("filter")]
            : ["--report", .. quick, .. given];
        Must("the benchmarks failed", ["run", "--project", "bench/Gail.Bench", "--configuration", "Release", "--", .. what]);
    });

// What reading demonstrations costs, beside NumPy, h5py (python3-numpy, python3-h5py) and CsvHelper, for bench/reports/data.md:
//   dotnet cake --target=BenchData [--quick] [--out=FILE]
Task("BenchData")
    .Description("What reading demonstrations costs, for bench/reports/data.md.")
    .Does(context =>
    {
        string[] quick = context.HasArgument("quick") ? ["--quick"] : [];
        string[] given = context.HasArgument("out") ? [$"--out={context.Argument<string>("out")}"] : [];
        Must("the benchmarks failed", ["run", "--project", "bench/Gail.Bench", "--configuration", "Release", "--", "--data", .. quick, .. given]);
    });

// Every figure of speed.md and robots.md of this commit and of another, in turns, for bench/reports/redesign.md:
//   git worktree add --detach DIR COMMIT; dotnet build DIR/bench/Gail.Bench -c Release; DIR/gail envs
//   dotnet cake --target=Redesign --against=DIR [--quick] [--processes=3] [--only=TEXT] [--out=FILE]
Task("Redesign")
    .Description("The benchmarks of this commit against those of --against=DIR, for bench/reports/redesign.md.")
    .Does(context =>
    {
        string[] quick = context.HasArgument("quick") ? ["--quick"] : [];
        var given = new[] { "processes", "only", "out" }
            .Where(name => context.HasArgument(name))
            .Select(name => $"--{name}={context.Argument<string>(name)}");
        Must("the comparison failed", ["run", "--project", "bench/Gail.Bench", "--configuration", "Release", "--",
            "--against", context.Argument<string>("against"), .. quick, .. given]);
    });
