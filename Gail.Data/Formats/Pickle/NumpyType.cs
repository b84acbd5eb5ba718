using Gail.Data.Formats.Npz;

namespace Gail.Data.Formats.Pickle;

/// <summary>A dtype: made of its code, then told its byte order.</summary>
/// <param name="code">As in "f8" or "O"; the byte order comes with the state.</param>
internal sealed class NumpyType(string code) : IPickleBuilt
{
    private char _order = '<';
    private bool _isStructured;

    /// <summary>NumPy's description, as in "&lt;f8"; of types that are not read something like it.</summary>
    public string Description =>
        _isStructured ? "|V"
        : IsObject ? "|O"
        : code is "b1" or "i1" or "u1" ? "|" + code
        : (_order is '>' or '!' ? ">" : "<") + code;

    /// <summary>Whether elements are Python objects.</summary>
    public bool IsObject => code.StartsWith('O') && !_isStructured;

    /// <summary>The type of elements that are read; null for others.</summary>
    public NpyType? Elements => NpyType.Parse(Description);

    /// <summary>(version, byte order, sub-type, names, fields, size, alignment, flags).</summary>
    public void Build(object? state)
    {
        if (state is not PickleTuple { Items: [_, var order, var part, var names, ..] })
        {
            throw new PickleException("a dtype has a state that is none.");
        }
        _order = order is string { Length: 1 } given ? given[0] : '<';
        _isStructured = part is not null || names is not null;
    }
}
