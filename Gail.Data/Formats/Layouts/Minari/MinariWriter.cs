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
        var parts = Parts(demonstrations);
        var about = About(demonstrations, parts, environment);
        Hdf5Writer.Write(
            path,
            file =>
            {
                for (var e = 0; e < demonstrations.EpisodeCount; e++)
                {
                    var group = $"episode_{e}";
                    var (start, length) = (demonstrations.EpisodeStarts[e], demonstrations.EpisodeLength(e));
                    WriteObservations(file, group, parts, demonstrations.Observations, final, e, start, length);
                    WriteActions(file, $"{group}/actions", demonstrations.ActionsAreDiscrete, actions, start, length);
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

    private static void WriteObservations(
        Hdf5Writer file,
        string group,
        ImmutableArray<ColumnPart> parts,
        NdArray<float> observations,
        NdArray<float> final,
        int episode,
        int start,
        int length
    )
    {
        var width = observations.Columns;
        var rows = new float[(length + 1) * width];
        observations.Span.Slice(start * width, length * width).CopyTo(rows);
        final.Row(episode).CopyTo(rows.AsSpan(length * width));
        if (parts.IsEmpty)
        {
            file.Dataset($"{group}/observations", NdArray<float>.Own(new Shape(length + 1, width), rows));
            return;
        }
        var place = 0;
        foreach (var part in parts)
        {
            var values = new float[(length + 1) * part.Width];
            for (var row = 0; row <= length; row++)
            {
                rows.AsSpan((row * width) + place, part.Width).CopyTo(values.AsSpan(row * part.Width));
            }
            file.Dataset(
                $"{group}/observations/{part.Name}",
                NdArray<float>.Own(new Shape(length + 1, part.Width), values)
            );
            place += part.Width;
        }
    }

    private static void WriteActions(
        Hdf5Writer file,
        string path,
        bool discrete,
        NdArray<float> actions,
        int start,
        int length
    )
    {
        var width = actions.Columns;
        var values = actions.Span.Slice(start * width, length * width);
        if (!discrete)
        {
            file.Dataset(path, NdArray.Matrix(length, width, values));
            return;
        }
        var choices = NdArray.Vector<long>([.. values.ToArray().Select(value => (long)value)]);
        file.Dataset(path, width == 1 ? choices : choices.Reshape(new Shape(length, width)));
    }

    private static NdArray<bool> LastOf(int length, bool value)
    {
        var flags = new bool[length];
        flags[^1] = value;
        return NdArray.Vector<bool>(flags);
    }

    /// <summary>
    /// The members of a dictionary, where they can be groups of a file that give the same columns when read; otherwise
    /// none, and observations are plain vectors.
    /// </summary>
    private static ImmutableArray<ColumnPart> Parts(Demonstrations demonstrations)
    {
        var parts = demonstrations.ObservationParts;
        ImmutableArray<string> names = [.. parts.Select(part => part.Name)];
        return
            parts.Sum(part => (long)part.Width) == demonstrations.ObservationWidth
            && parts.All(part => part.Width > 0 && MinariNames.IsPath(part.Name))
            && DictionaryMembers.Sorted(names).SequenceEqual(names)
            && names.Distinct().Count() == names.Length
            // One name cannot be an array and a group at once.
            && !names.Any(name => names.Any(other => other.StartsWith(name + "/", StringComparison.Ordinal)))
            ? parts
            : [];
    }

    /// <summary>What the data set says of itself, numbers aside.</summary>
    private static ImmutableArray<(string Name, string Value)> About(
        Demonstrations demonstrations,
        ImmutableArray<ColumnPart> parts,
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
        about.Add(
            ("observation_space", parts.IsEmpty ? MinariSpaces.Box(bounds) : MinariSpaces.Dictionary(parts, bounds))
        );
        about.Add(("action_space", ActionSpace(demonstrations, known?.Action)));
        if (MinariNames.IsEnvironmentId(environment))
        {
            about.Add(("env_spec", $$"""{"id": {{JsonText.Quoted(environment)}}, "additional_wrappers": []}"""));
        }
        return about.ToImmutable();
    }

    private static string ActionSpace(Demonstrations demonstrations, ActionSpace? known)
    {
        var (width, actions) = (demonstrations.ActionWidth, demonstrations.Actions!);
        if (!demonstrations.ActionsAreDiscrete)
        {
            var box = known is BoxSpace space ? new ObservationSpace(space.Low, space.High) : null;
            return MinariSpaces.Box(MinariBounds.Of(box, width, actions));
        }
        if (demonstrations.ActionCount is { } count)
        {
            return MinariSpaces.Discrete(known is DiscreteSpace choices ? Math.Max(count, choices.Count) : count);
        }
        var counts = new int[width];
        for (var i = 0; i < actions.Length; i++)
        {
            counts[i % width] = Math.Max(counts[i % width], (int)actions.Span[i] + 1);
        }
        return MinariSpaces.MultiDiscrete(counts);
    }

    private static byte[] Metadata(Demonstrations demonstrations, ImmutableArray<(string Name, string Value)> about)
    {
        var texts = about.Select(pair => $"{JsonText.Quoted(pair.Name)}: {JsonText.Quoted(pair.Value)}");
        return Encoding.UTF8.GetBytes(
            $$"""{"total_episodes": {{demonstrations.EpisodeCount}}, "total_steps": {{demonstrations.StepCount}}, "data_format": "hdf5", {{string.Join(", ", texts)}}}"""
        );
    }
}
