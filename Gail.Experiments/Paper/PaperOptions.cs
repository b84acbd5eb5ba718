using System.Collections.Immutable;
using Gail.Configuration;

namespace Gail.Experiments.Paper;

/// <summary>Which runs the table is made of; the defaults are the paper's, and the control.</summary>
public sealed record PaperOptions
{
    /// <summary>The seeds of the whole table.</summary>
    public const int PaperSeeds = 7;

    /// <summary>The environments by name.</summary>
    public ImmutableArray<string> Environments { get; init; } = ["CartPole-v0", "Acrobot-v0", "MountainCar-v0"];

    /// <summary>The methods.</summary>
    public ImmutableArray<PaperMethod> Methods { get; init; } = PaperMethods.All;

    /// <summary>How many demonstrated trajectories are shown.</summary>
    public ImmutableArray<int> Trajectories { get; init; } = [1, 4, 7, 10];

    /// <summary>Runs of each condition, each with a seed of its own.</summary>
    public int Seeds { get; init; } = PaperSeeds;

    /// <summary>The first of these seeds; the others follow. Smaller ones were used while the code was written.</summary>
    public long FirstSeed { get; init; } = 20;

    /// <summary>The episodes of a run's evaluation, with the most probable actions.</summary>
    public int Episodes { get; init; } = 50;

    /// <summary>What is changed in the options that preset paper gives a run.</summary>
    public Func<TrainingOptions, TrainingOptions> Change { get; init; } = options => options;

    /// <summary>A first page within minutes: some of the table's runs, as they are in the table.</summary>
    public static PaperOptions Quick { get; } = new() { Seeds = 2, Trajectories = [1, 10] };
}
