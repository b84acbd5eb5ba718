using System.Collections.Immutable;
using System.Text.Json;
using Gail.Data.Formats.Arrays;
using Gail.Numerics;

namespace Gail.Data.Formats.Godot;

/// <summary>Reads recorded trajectories into the arrays that <see cref="Layouts.ImitationLayout"/> knows.</summary>
internal static class GodotTrajectories
{
    public const string Observations = "obs";
    public const string Actions = "acts";

    private const string Splits = "indices";

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 8 };

    /// <summary>Reads a file.</summary>
    /// <exception cref="DemonstrationException">It is not of this form.</exception>
    public static MemoryArrays Read(string path)
    {
        using var stream = InputFile.Open(path);
        if (stream.Length > Array.MaxLength)
        {
            throw new DemonstrationException(
                path,
                "",
                $"has {stream.Length} bytes, expected {Array.MaxLength} at most."
            );
        }
        var bytes = new byte[stream.Length];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var text = bytes.AsSpan(0, read);
        var reader = new Utf8JsonReader(text.StartsWith("\uFEFF"u8) ? text[3..] : text, Options);
        var (observations, actions) = (new Rows(path, Observations), new Rows(path, Actions));
        var splits = new List<long>();
        try
        {
            Expect(path, ref reader, JsonTokenType.StartArray, "a list of trajectories");
            for (var number = 0; Next(ref reader) != JsonTokenType.EndArray; number++)
            {
                Trajectory(path, ref reader, number, observations, actions);
                splits.Add(actions.Count);
            }
            if (reader.Read())
            {
                throw new DemonstrationException(path, "", "goes on behind the list of trajectories.");
            }
        }
        catch (JsonException e)
        {
            throw new DemonstrationException(path, "", $"is damaged: {e.Message}", e);
        }
        if (splits.Count == 0)
        {
            throw new DemonstrationException(path, "", "holds no trajectories; at least one is needed.");
        }
        return new MemoryArrays(
            path,
            ImmutableSortedDictionary<string, NdArray>
                .Empty.Add(Observations, observations.AsFloats())
                .Add(Actions, actions.AreChoices ? actions.AsIntegers() : actions.AsFloats())
                .Add(Splits, NdArray.Vector<long>([.. splits.SkipLast(1)]))
        );
    }

    private static void Trajectory(string path, ref Utf8JsonReader reader, int number, Rows observations, Rows actions)
    {
        DemonstrationException Fail(string problem) => new(path, $"trajectory {number}", problem);
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Fail("is no list of observations and actions.");
        }
        var (observed, acted) = (observations.Count, actions.Count);
        Expect(path, ref reader, JsonTokenType.StartArray, $"the observations of trajectory {number}");
        observations.Read(ref reader, number);
        Expect(path, ref reader, JsonTokenType.StartArray, $"the actions of trajectory {number}");
        actions.Read(ref reader, number);
        // What else a trajectory may hold is passed over.
        while (Next(ref reader) != JsonTokenType.EndArray)
        {
            reader.Skip();
        }
        (observed, acted) = (observations.Count - observed, actions.Count - acted);
        if (observed != acted + 1 || acted < 1)
        {
            throw Fail($"has {observed} observations and {acted} actions, expected one observation more than actions.");
        }
    }

    private static void Expect(string path, ref Utf8JsonReader reader, JsonTokenType token, string what)
    {
        if (Next(ref reader) != token)
        {
            throw new DemonstrationException(
                path,
                $"byte {reader.TokenStartIndex}",
                $"expected {what}, a list; Godot RL Agents records [[observations, actions], ...]."
            );
        }
    }

    private static JsonTokenType Next(ref Utf8JsonReader reader) =>
        reader.Read() ? reader.TokenType : throw new JsonException("it ends too early.");

    /// <summary>Rows of numbers, as many in each.</summary>
    private sealed class Rows(string path, string name)
    {
        private readonly List<float> _values = [];
        private int _width = -1;

        public int Count { get; private set; }

        /// <summary>Whether all numbers are written as whole ones, none of them negative.</summary>
        public bool AreChoices { get; private set; } = true;

        /// <summary>Reads lists of numbers, or numbers alone, to the end of the list around them.</summary>
        public void Read(ref Utf8JsonReader reader, int trajectory)
        {
            while (Next(ref reader) != JsonTokenType.EndArray)
            {
                var before = _values.Count;
                if (reader.TokenType == JsonTokenType.StartArray)
                {
                    while (Next(ref reader) != JsonTokenType.EndArray)
                    {
                        Add(ref reader, trajectory);
                    }
                }
                else
                {
                    Add(ref reader, trajectory);
                }
                var width = _values.Count - before;
                _width = _width < 0 ? width : _width;
                if (width != _width || width == 0)
                {
                    throw new DemonstrationException(
                        path,
                        name,
                        $"row {Count} (trajectory {trajectory}) has {width} values, expected {Math.Max(1, _width)}."
                    );
                }
                Count++;
            }
        }

        public NdArray<float> AsFloats() => NdArray<float>.Own(new Shape(Count, Math.Max(1, _width)), [.. _values]);

        public NdArray<long> AsIntegers() =>
            NdArray<long>.Own(new Shape(Count, Math.Max(1, _width)), [.. _values.Select(value => (long)value)]);

        private void Add(ref Utf8JsonReader reader, int trajectory)
        {
            // Godot writes an amount as 0.0, and a flag of an older recording as true.
            if (reader.TokenType is JsonTokenType.True or JsonTokenType.False)
            {
                _values.Add(reader.TokenType == JsonTokenType.True ? 1 : 0);
                return;
            }
            if (reader.TokenType != JsonTokenType.Number)
            {
                throw new DemonstrationException(
                    path,
                    name,
                    $"row {Count} (trajectory {trajectory}) holds {reader.TokenType}, expected numbers."
                );
            }
            AreChoices &= reader.ValueSpan.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
            _values.Add((float)reader.GetDouble());
        }
    }
}
