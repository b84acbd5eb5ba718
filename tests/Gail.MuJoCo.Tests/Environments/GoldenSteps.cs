using Gail.Data.Formats.Npz;
using Gail.Numerics;

namespace Gail.MuJoCo.Tests.Environments;

/// <summary>
/// Steps recorded from the reference implementation: nodes are states, row r leads from node <c>Node(r)</c> to the
/// one after it. The columns are described in the README.md beside the data.
/// </summary>
internal sealed class GoldenSteps
{
    private readonly Dictionary<string, NdArray<double>> _columns = [];

    private GoldenSteps(NpzArchive archive)
    {
        foreach (var array in archive.Arrays)
        {
            var boolean = array.Name is "row_terminated" or "row_truncated";
            _columns[array.Name] = boolean ? Numbers(archive.Booleans(array.Name)) : archive.Doubles(array.Name);
        }
    }

    public static GoldenSteps Read(string name)
    {
        using var archive = NpzArchive.Open(Path.Combine(SharedFiles.Golden("mujoco"), $"{name}.npz"));
        return new GoldenSteps(archive);
    }

    public int Rows => _columns["row_node"].Rows;

    public int Nodes => _columns["node_time"].Rows;

    /// <summary>The names of the columns that begin so.</summary>
    public IEnumerable<string> Names(string prefix) => _columns.Keys.Where(name => name.StartsWith(prefix));

    public int NodeOf(int row) => (int)Value("row_node", row);

    public double Value(string column, int index) => _columns[column][index, 0];

    public ReadOnlySpan<double> Values(string column, int index) => _columns[column].Row(index);

    private static NdArray<double> Numbers(NdArray<bool> flags) =>
        NdArray.Vector<double>([.. flags.Values.Select(flag => flag ? 1.0 : 0.0)]);
}
