using System.Collections.Immutable;
using Gail.Data.Formats.Npz;

namespace Gail.Data.Formats.Pickle;

/// <summary>An ndarray, or a scalar as one without dimensions.</summary>
internal sealed class NumpyArray : IPickleBuilt
{
    /// <summary>NumPy's description of the elements.</summary>
    public string Description { get; private set; } = "|V";

    /// <summary>Their type; null where it is none that is read.</summary>
    public NpyType? Elements { get; private set; }

    /// <summary>The extents, outermost first.</summary>
    public ImmutableArray<int> Shape { get; private set; } = [0];

    /// <summary>Whether the first dimension varies fastest.</summary>
    public bool FortranOrder { get; private set; }

    /// <summary>The elements as they lie; null where they are Python objects or none.</summary>
    public PickleBytes? Bytes { get; private set; }

    /// <summary>Elements that are Python objects; empty otherwise.</summary>
    public IReadOnlyList<object?> Objects { get; private set; } = [];

    /// <summary>(version, shape, dtype, Fortran order, elements), in old files without the version.</summary>
    public void Build(object? state)
    {
        ImmutableArray<object?> items = state is PickleTuple tuple ? tuple.Items : [];
        if (items is [long, PickleTuple, ..])
        {
            items = items[1..];
        }
        if (items is not [var shape, NumpyType type, var fortran, var elements])
        {
            throw new PickleException("an array has a state that is none.");
        }
        Fill(type, Extents(shape), fortran is true or 1L, elements);
    }

    /// <summary>An array of its parts.</summary>
    /// <exception cref="PickleException">The elements are not as many as the shape says.</exception>
    public static NumpyArray Of(NumpyType type, object? shape, bool fortran, object? elements)
    {
        var array = new NumpyArray();
        array.Fill(type, Extents(shape), fortran, elements);
        return array;
    }

    private void Fill(NumpyType type, ImmutableArray<int> shape, bool fortran, object? elements)
    {
        // Taken now: whatever a pickle does to the dtype later, the elements have been counted.
        (Description, Elements, Shape, FortranOrder) = (type.Description, type.Elements, shape, fortran);
        var count = shape.Aggregate(1L, (product, extent) => product * extent);
        if (type.IsObject)
        {
            Objects = elements is PickleList list ? list.Items : [elements];
            Check(Objects.Count, count);
        }
        else if (Elements is { } known)
        {
            Bytes = elements switch
            {
                PickleBytes bytes => bytes,
                // A string of Python 2.
                string text => new HeldBytes(PickleText.Latin(text)),
                PickleLongText text => new LatinBytes(text),
                _ => throw new PickleException("the elements of an array are no bytes."),
            };
            Check(Bytes.Length, count * known.Size);
        }
    }

    private void Check(long came, long promised)
    {
        if (came != promised)
        {
            throw new PickleException(
                $"an array of shape ({string.Join(", ", Shape)}) and type '{Description}' should have {promised} bytes or items but has {came}; the file is damaged."
            );
        }
    }

    private static ImmutableArray<int> Extents(object? shape) =>
        shape is PickleTuple { Items: var items }
            ? PickleShape.Checked(items)
            : throw new PickleException("the shape of an array is no tuple.");
}
