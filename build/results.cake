// The learning results of docs/results/classic-control.md: every cell is one call of ./gail whose JSON answer is kept
// under runs/results, so the target can be stopped and called again.
//   dotnet cake --target=Results [--demos=DIR] [--first-seed=20] [--seeds=9] [--jobs=2]
Task("Results")
    .Description("Trains and evaluates everything in docs/results/classic-control.md; can be stopped and continued.")
    .Does(context => Pages(context, "results", "demos", "first-seed", "seeds", "jobs"));

// The figures of docs/results once more, from the tables beside them.
Task("Figures")
    .Description("Draws the figures of docs/results again, from the tables beside them.")
    .Does(context => Pages(context, "figures"));

// Calls Gail.Pages with those of its options that this build was called with.
void Pages(ICakeContext context, string page, params string[] options) =>
    Must($"{page} failed", ["run", "--project", "build/Gail.Pages", "--configuration", "Release", "--", page,
        .. options.Where(context.HasArgument).Select(name => $"--{name}={context.Argument<string>(name)}")]);
