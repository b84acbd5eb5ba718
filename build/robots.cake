// The learning results of docs/results/mujoco.md: the paper's robots from the paper's experts. Every run is one call of
// ./gail that is resumed when the target is stopped and called again; tables and curves are read from their directories.
//   dotnet cake --target=Robots --experts=DIR [--only=Hopper,Reacher] [--first-seed=23]
// DIR holds the authors' expert policies, as in Hopper-v1.npz. Takes about an hour on 2 cores, most of it the run of the
// preset paper. A run that is done is not run again: remove runs/robots after a change of presets.
Task("Robots")
    .Description("Trains and evaluates everything in docs/results/mujoco.md; can be stopped and continued.")
    .Does(context =>
    {
        context.Argument<string>("experts"); // It must be there.
        Pages(context, "robots", "experts", "only", "first-seed");
    });
