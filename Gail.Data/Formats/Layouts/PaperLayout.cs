using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;

namespace Gail.Data.Formats.Layouts;

/// <summary>
/// The trajectories of the authors' own code (openai/imitation, <c>vis_mj.py --out</c>): arrays of B trajectories of T
/// steps, filled up on the right, whose true lengths are <c>len_B</c>.
/// </summary>
internal sealed class PaperLayout : IArrayLayout, IDemonstrationTarget
{
    private static readonly FieldNames Names = new()
    {
        [StandardColumn.Observation] = "obs_B_T_Do",
        [StandardColumn.Action] = "a_B_T_Da",
        [StandardColumn.Reward] = "r_B_T",
        EpisodeStarts = "len_B",
    };

    public string Name => "paper";

    public string Description => "the trajectories of the paper's own code (.h5); knows no ends of episodes";

    public ImmutableArray<string> Required { get; } = ["obs_B_T_Do", "a_B_T_Da", "len_B"];

    // ".h5" asks for Minari's, which keeps more.
    public ImmutableArray<string> Extensions => [];

    public void Write(string path, Demonstrations demonstrations) => PaperWriter.Write(path, demonstrations);

    public ArrayTable Table(IArrayFile file, DemonstrationFileOptions options)
    {
        var observations = file.Info("obs_B_T_Do");
        var (count, most) = Trajectories.Extents(file, observations);
        var lengths = Trajectories.Lengths(file, "len_B", count, most);
        return new ArrayTable
        {
            Format = Name,
            Fields = Names with { Episodes = [.. lengths.Select((_, b) => $"trajectory {b}")] },
            Known = [.. Required, "r_B_T", "obsfeat_B_T_Df", "adist_B_T_Pa"],
            Observations = Trajectories.Matrix(file, observations, lengths, most),
            [StandardColumn.Action] = Trajectories.Matrix(file, file.Info("a_B_T_Da"), lengths, most),
            ActionsAreDiscrete = file.IsDiscrete("a_B_T_Da"),
            [StandardColumn.Reward] = TrajectoryRewards.Of(file, "r_B_T", lengths, most),
            EpisodeStarts = Trajectories.Starts(lengths),
            Notes =
            [
                "The layout does not hold the observation after the last step, nor whether an episode terminated or was cut by the time limit.",
            ],
        };
    }
}
