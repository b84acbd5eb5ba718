using System.Collections.Immutable;
using System.Text;
using Gail.Data.Files;
using Gail.Data.Formats.Hdf5;
using Gail.Data.Views;
using Gail.Environments;
using Gail.Numerics;

namespace Gail.Data.Formats.Layouts.Minari;

/// <summary>
/// Writes Minari's <c>main_data.hdf5</c> as its version 0.5 lays it out. Into a file of that name goes the data set's
/// <c>metadata.json</c> beside it, without which Minari does not read it; the same is in attributes of the file, as
/// earlier versions had it, so that any name will do for this library.
/// </summary>
/// <remarks>
/// <para>
/// For each episode a group <c>episode_0</c>, <c>episode_1</c>, ... of <c>observations</c> float32 [T + 1, obs] (a
/// group of arrays for a dictionary), <c>actions</c> float32 [T, width] or int64 [T] or [T, width], <c>rewards</c>
/// float64 [T], <c>terminations</c> and <c>truncations</c> bool [T], an empty group <c>infos</c>, and the attributes
/// <c>id</c> and <c>total_steps</c>.
/// </para>
/// <para>
/// Demonstrations do not say what bounds there are, so that boxes have none unless the environment is given; see
/// <see cref="MinariBounds"/>. Nothing can be recovered of the environment but its id.
/// </para>
/// </remarks>
internal static class MinariWriter
{
    /// <summary>The version of Minari whose layout is written.</summary>
    public const string Version = "0.5.0";

    /// <summary>Writes a file whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="demonstrations">What to write.</param>
    /// <param name="environment">What they were recorded in, for the bounds of the spaces; null if that is not known.</param>
    public static void Write(string path, Demonstrations demonstrations, EnvironmentSpec? environment)
    {
        var needs = new WritingNeeds(path, "minari");
        needs.AllSteps(demonstrations);
        var actions = needs.Of(demonstrations.Actions, "actions");
        var rewards = needs.Of(demonstrations.Rewards, "rewards");
        var final = needs.Of(demonstrations.FinalObservations, "final_observations");
        var terminated = needs.Of(
            demonstrations.Terminated,
            "terminated",
            "Where episodes end at a limit of steps, WithTerminationFromStepLimit tells them."
        );
        var ended = needs.Of(demonstrations.Ended, "ended");
        var observed = MinariMembers.Of(
            ColumnSpace.Of(demonstrations.ObservationParts, demonstrations.ObservationWidth)
        );
        var acted = MinariMembers.Of(ColumnSpace.Of(demonstrations.ActionParts, demonstrations.ActionWidth));
        var about = About(demonstrations, observed, acted, environment);
        Hdf5Writer.Write(
            path,
            file =>
            {
                for (var e = 0; e < demonstrations.EpisodeCount; e++)
                {
                    var group = $"episode_{e}";
                    var (start, length) = (demonstrations.EpisodeStarts[e], demonstrations.EpisodeLength(e));
                    var steps = demonstrations.Observations;
                    float[] rows =
                    [
                        .. steps.Span.Slice(start * steps.Columns, length * steps.Columns),
                        .. final.Row(e),
                    ];
                    Write(file, $"{group}/observations", observed, rows, length + 1);
                    var moves = actions.Span.Slice(start * actions.Columns, length * actions.Columns);
                    Write(file, $"{group}/actions", acted, moves, length);
                    file.Dataset($"{group}/rewards", NdArray.Vector(rewards.Span.Slice(start, length)));
                    file.Dataset($"{group}/terminations", LastOf(length, terminated[e]));
                    file.Dataset($"{group}/truncations", LastOf(length, ended[e] && !terminated[e]));
                    // Empty, but there: Minari cannot print episodes without it.
                    file.Group($"{group}/infos");
                    file.Attribute(group, "id", (long)e);
                    file.Attribute(group, "total_steps", (long)length);
                }
                file.Attribute("", "total_episodes", (long)demonstrations.EpisodeCount);
                file.Attribute("", "total_steps", (long)demonstrations.StepCount);
                foreach (var (name, value) in about)
                {
                    file.Attribute("", name, value);
                }
            }
        );
        if (Path.GetFileName(path) == MinariMetadata.DataFileName)
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            AtomicFile.WriteBytes(Path.Combine(folder, MinariMetadata.FileName), Metadata(demonstrations, about));
        }
    }

    /// <summary>Writes rows as the arrays of their members: choices as whole numbers, [rows] of a single one.</summary>
    private static void Write(
        Hdf5Writer file,
        string path,
        ImmutableArray<MinariMember> members,
        ReadOnlySpan<float> rows,
        int count
    )
    {
        var width = rows.Length / count;
        foreach (var (below, part, start) in members)
        {
            var values = new float[count * part.Width];
            for (var row = 0; row < count; row++)
            {
                rows.Slice((row * width) + start, part.Width).CopyTo(values.AsSpan(row * part.Width));
            }
            var name = below.Length == 0 ? path : $"{path}/{below}";
            if (part.IsDiscrete)
            {
                var choices = NdArray.Vector<long>([.. values.Select(value => (long)value)]);
                file.Dataset(name, part.Width == 1 ? choices : choices.Reshape(new Shape(count, part.Width)));
            }
            else
            {
                var shape = part.Shape.IsEmpty ? new Shape(count, part.Width) : new Shape([count, .. part.Shape]);
                file.Dataset(name, NdArray<float>.Own(shape, values));
            }
        }
    }

    private static NdArray<bool> LastOf(int length, bool value)
    {
        var flags = new bool[length];
        flags[^1] = value;
        return NdArray.Vector<bool>(flags);
    }

    /// <summary>What the data set says of itself, numbers aside.</summary>
    private static ImmutableArray<(string Name, string Value)> About(
        Demonstrations demonstrations,
        ImmutableArray<MinariMember> observed,
        ImmutableArray<MinariMember> acted,
        EnvironmentSpec? known
    )
    {
        var about = ImmutableArray.CreateBuilder<(string, string)>();
        var environment = demonstrations.Source.EnvironmentId;
        about.Add(("dataset_id", MinariNames.DatasetId(environment)));
        about.Add(("minari_version", Version));
        var bounds = MinariBounds.Of(
            known?.Observation,
            demonstrations.ObservationWidth,
            demonstrations.Observations,
            demonstrations.FinalObservations!
        );
        about.Add(("observation_space", MinariSpaces.Of(observed, bounds)));
        about.Add(("action_space", ActionSpace(demonstrations, acted, known?.Action)));
        if (MinariNames.IsEnvironmentId(environment))
        {
            about.Add(("env_spec", $$"""{"id": {{JsonText.Quoted(environment)}}, "additional_wrappers": []}"""));
        }
        return about.ToImmutable();
    }

    /// <summary>The space of actions, with the environment's bounds and counts where they are known.</summary>
    private static string ActionSpace(
        Demonstrations demonstrations,
        ImmutableArray<MinariMember> acted,
        ActionSpace? known
    )
    {
        var width = demonstrations.ActionWidth;
        var chosen = known?.Width == width ? known.ChoiceCounts : [.. Enumerable.Repeat(0, width)];
        ImmutableArray<MinariMember> members =
        [
            .. acted.Select(member =>
                member with
                {
                    Part = member.Part with
                    {
                        Choices =
                        [
                            .. member.Part.Choices.Select((count, i) => Math.Max(count, chosen[member.Start + i])),
                        ],
                    },
                }
            ),
        ];
        return MinariSpaces.Of(members, MinariBounds.Of(MinariBounds.Of(known), width, demonstrations.Actions!));
    }

    private static byte[] Metadata(Demonstrations demonstrations, ImmutableArray<(string Name, string Value)> about)
    {
        var texts = about.Select(pair => $"{JsonText.Quoted(pair.Name)}: {JsonText.Quoted(pair.Value)}");
        return Encoding.UTF8.GetBytes(
            $$"""{"total_episodes": {{demonstrations.EpisodeCount}}, "total_steps": {{demonstrations.StepCount}}, "data_format": "hdf5", {{string.Join(", ", texts)}}}"""
        );
    }
}
