using System.Collections.Immutable;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Layouts;
using Gail.Data.Views;

namespace Gail.Data.Formats.Godot;

/// <summary>
/// The expert_demos.json that Godot RL Agents records: a list of trajectories, each a list of observations and a list of
/// actions, of which there is one less.
/// </summary>
internal sealed class GodotFormat : IDemonstrationFormat
{
    public const string FormatName = "godot";

    public string Name => FormatName;

    public string Description => "Godot RL Agents' recorded trajectories (expert_demos.json)";

    /// <summary>Four brackets: trajectories, trajectory, observations, observation.</summary>
    public bool Recognizes(FileHead head)
    {
        var brackets = 0;
        foreach (var letter in head.Text)
        {
            if (letter == '[')
            {
                brackets++;
            }
            else if (letter is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                break;
            }
        }
        return brackets >= 4;
    }

    public DemonstrationView Open(string path, DemonstrationFileOptions options)
    {
        var file = GodotTrajectories.Read(path);
        var table = new ImitationLayout().Table(file, options) with
        {
            Format = FormatName,
            Notes =
            [
                "The recording does not say how its episodes ended, and holds no rewards.",
                .. file.Arrays.Any(array => array is { Name: GodotTrajectories.Actions, DataType: "<i8" })
                    ? ["Actions are all written as whole numbers, so that they are taken for choices."]
                    : ImmutableArray<string>.Empty,
            ],
        };
        return new ArrayView(path, () => file, parallel: true, file.Arrays, table);
    }
}
