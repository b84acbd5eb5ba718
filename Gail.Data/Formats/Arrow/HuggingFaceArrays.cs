using System.Collections.Immutable;
using Gail.Data.Formats.Arrays;
using Gail.Numerics;

namespace Gail.Data.Formats.Arrow;

/// <summary>
/// Trajectories as the imitation library keeps them from its version 0.4 on: a row for each, with obs, acts, infos,
/// terminal and rews; as the arrays that <see cref="Layouts.ImitationLayout"/> knows, all steps one after the other.
/// </summary>
internal sealed class HuggingFaceArrays : IArrayFile
{
    private const string Observations = "obs";
    private const string Actions = "acts";
    private const string Rewards = "rews";
    private const string Terminal = "terminal";
    private const string Splits = "indices";

    private readonly ArrowArrays _arrays;
    private readonly long[] _splits;

    private HuggingFaceArrays(ArrowArrays arrays, long[] splits) => (_arrays, _splits) = (arrays, splits);

    public string Path => _arrays.Path;

    public ImmutableArray<ArrayInfo> Arrays => [.. _arrays.Arrays, SplitInfo];

    public ImmutableDictionary<string, string> Attributes => _arrays.Attributes;

    private ArrayInfo SplitInfo => new(Splits, "<i8", [_splits.Length]);

    /// <summary>Opens files.</summary>
    /// <param name="path">What messages about all of them name.</param>
    /// <param name="files">The files, in order.</param>
    /// <exception cref="DemonstrationException">One is damaged, or they hold no trajectories.</exception>
    public static HuggingFaceArrays Open(string path, IEnumerable<string> files)
    {
        var found = new Found(path);
        foreach (var file in files)
        {
            found.Add(ArrowFile.Open(file));
        }
        return new HuggingFaceArrays(new ArrowArrays(path, found.Arrays()), found.Splits());
    }

    public bool Contains(string name) => name == Splits || _arrays.Contains(name);

    public ArrayReader Open(string name) =>
        name == Splits ? new MemoryArrayReader(Path, SplitInfo, NdArray.Vector<long>(_splits)) : _arrays.Open(name);

    public void Dispose() => _arrays.Dispose();

    /// <summary>What was found in the files so far.</summary>
    private sealed class Found(string path)
    {
        private static readonly ImmutableArray<string> Steps = [Observations, Actions, Rewards];

        private readonly Dictionary<string, (ArrowField Field, int Width, List<ArrowStretch> Stretches)> _arrays = [];
        private readonly Dictionary<string, string> _others = [];
        private readonly List<long> _lengths = [];

        public void Add(ArrowFile file)
        {
            foreach (var name in (string[])[Observations, Actions])
            {
                if (file.Fields.All(field => field.Name != name))
                {
                    throw new DemonstrationException(
                        file.Path,
                        name,
                        $"there is no such column, expected trajectories as the imitation library saves them; there are {string.Join(", ", file.Fields.Take(20).Select(field => field.Name))}."
                    );
                }
            }
            using var handle = ArrowFile.Handle(file.Path);
            var rows = new ArrowRows(file, handle);
            foreach (var batch in file.Batches)
            {
                foreach (var column in batch.Columns)
                {
                    try
                    {
                        Add(file.Path, rows, batch, column);
                    }
                    catch (Exception e) when (ArrowFile.IsDamage(e))
                    {
                        throw ArrowFile.Damaged(file.Path, column.Field.Name, e);
                    }
                }
                CheckLengths(file.Path, rows, batch);
            }
        }

        public IEnumerable<ArrowArray> Arrays()
        {
            foreach (var (name, (field, width, stretches)) in _arrays)
            {
                var rows = stretches.Sum(stretch => (long)stretch.Rows);
                if (rows > int.MaxValue)
                {
                    throw new DemonstrationException(path, name, $"has {rows} rows, more than are read; split it.");
                }
                var info = new ArrayInfo(
                    name,
                    field.DataType,
                    name == Observations || width != 1 ? [(int)rows, width] : [(int)rows]
                );
                yield return new ArrowArray(info, [.. stretches]);
            }
            foreach (var (name, type) in _others)
            {
                yield return new ArrowArray(new ArrayInfo(name, type, [_lengths.Count]), []);
            }
        }

        public long[] Splits()
        {
            var at = 0L;
            return [.. _lengths.SkipLast(1).Select(length => at += length)];
        }

        private void Add(string file, ArrowRows rows, ArrowBatch batch, ArrowNode column)
        {
            var name = column.Field.Name;
            if (Steps.Contains(name) && column.Field.Kind is not (ArrowKind.List or ArrowKind.FixedList))
            {
                throw new InvalidDataException("holds no list for each trajectory");
            }
            if (!Steps.Contains(name) && name != Terminal)
            {
                _others.TryAdd(name, column.Field.DataType);
                return;
            }
            var node = column;
            var (first, count) = (0L, (long)batch.Rows);
            if (Steps.Contains(name))
            {
                var ends = rows.Ends(column);
                (node, first, count) = (column.Children[0], ends[0], ends[^1] - ends[0]);
            }
            if (count == 0)
            {
                return;
            }
            if (rows.Numbers(node, first, checked((int)count)) is not var (stretch, field, width))
            {
                throw new DemonstrationException(file, name, $"holds no numbers, but {node.Field.DataType}.");
            }
            if (!_arrays.TryGetValue(name, out var known))
            {
                _arrays.Add(name, known = (field, width, []));
            }
            if (known.Field.DataType != field.DataType || known.Width != width)
            {
                throw new DemonstrationException(
                    file,
                    name,
                    $"holds {width} values '{field.DataType}' in a row, but {known.Width} '{known.Field.DataType}' in earlier ones."
                );
            }
            known.Stretches.Add(stretch);
        }

        private void CheckLengths(string file, ArrowRows rows, ArrowBatch batch)
        {
            var (observed, acted) = (rows.Ends(batch.Find(Observations)!), rows.Ends(batch.Find(Actions)!));
            for (var row = 0; row < batch.Rows; row++)
            {
                var (observations, actions) = (observed[row + 1] - observed[row], acted[row + 1] - acted[row]);
                if (observations != actions + 1 || actions < 1)
                {
                    throw new DemonstrationException(
                        file,
                        Observations,
                        $"trajectory {_lengths.Count} has {observations} observations and {actions} actions, expected one observation more than actions."
                    );
                }
                _lengths.Add(actions);
            }
        }
    }
}
