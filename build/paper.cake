// The paper's classic-control table, docs/results/paper-classic.md: what is passed goes to `gail paper`, which can be
// stopped and called again.
//   dotnet cake --target=Paper [--experts=DIR] [--budget=quick] [--only=ENV/METHOD] [--seeds=N] [--first-seed=N] [--recording=N] [--jobs=N] [--out=FILE]
Task("Paper")
    .Description("Makes the paper's classic-control table again; --experts=DIR for the paper's experts, --budget=quick for a first page.")
    .Does(context =>
    {
        var arguments = new List<string> { "paper" };
        foreach (var name in new[] { "experts", "budget", "only", "seeds", "first-seed", "recording", "jobs", "threads", "out" })
        {
            if (context.HasArgument(name))
            {
                arguments.AddRange([$"--{name}", context.Argument<string>(name)]);
            }
        }
        var gail = OperatingSystem.IsWindows() ? "gail.cmd" : "./gail";
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(gail, arguments));
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new CakeException($"gail paper ended with {process.ExitCode}");
        }
    });
