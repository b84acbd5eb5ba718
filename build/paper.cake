// The paper's classic-control table, docs/results/paper-classic.md: what is passed goes to `gail paper`, which can be
// stopped and called again.
//   dotnet cake --target=Paper [--experts=DIR] [--budget=quick] [--only=ENV/METHOD] [--seeds=N] [--first-seed=N] [--recording=N] [--jobs=N] [--out=FILE]
Task("Paper")
    .Description("Makes the paper's classic-control table again; --experts=DIR for the paper's experts, --budget=quick for a first page.")
    .Does(context =>
    {
        var arguments = new ProcessArgumentBuilder().Append("paper");
        string[] names = ["experts", "budget", "only", "seeds", "first-seed", "recording", "jobs", "threads", "out"];
        names.Where(context.HasArgument).ToList()
            .ForEach(name => arguments.Append($"--{name}").AppendQuoted(context.Argument<string>(name)));
        if (StartProcess(IsRunningOnWindows() ? "gail.cmd" : "./gail", new ProcessSettings { Arguments = arguments }) != 0)
        {
            throw new CakeException("gail paper failed");
        }
    });
