using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using Gail.Data.Checks;
using Gail.Data.Columns;
using Gail.Data.Views;
using Gail.Numerics;

namespace Gail.Data.Formats.Text.Csv;

/// <summary>How a table's fields and bad rows are taken.</summary>
/// <param name="Choices">The fields that are choices.</param>
/// <param name="DecimalCommas">Whether numbers have decimal commas.</param>
/// <param name="SkipsBad">Whether a row that cannot be read is marked, not an end.</param>
internal readonly record struct CsvReading(ImmutableHashSet<int> Choices, bool DecimalCommas, bool SkipsBad);

/// <summary>Reads the rows of one block.</summary>
internal sealed class CsvRows
{
    // Compiled well at once. The runtime would first watch such code run, which takes as long as most files do, and
    // longer the more threads are watched.
    private const MethodImplOptions AtOnce = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    private static readonly string[] Missing = ["na", "n/a", "null", "none", "-", "inf", "+inf", "-inf"];

    private readonly CsvReader _csv;
    private readonly CsvHeader _header;
    private readonly bool _mayHoldCommas;
    private readonly bool _decimalCommas;
    private readonly bool _skipsBad;
    private readonly (StandardColumn Column, ImmutableArray<int> Fields, bool[]? AreChoices)[] _vectors;
    private readonly (StandardColumn Column, int Field)[] _numbers;
    private readonly (StandardColumn Column, int Field)[] _flags;
    private readonly bool[] _flagged;
    private readonly int _episode;
    private readonly int _step;

    private CsvRows(CsvReader csv, ReadOnlySpan<byte> text, CsvHeader header, CsvReading reading)
    {
        _csv = csv;
        _header = header;
        (var choices, _decimalCommas, _skipsBad) = reading;
        var columns = header.Columns.ToList();
        _vectors =
        [
            .. columns.Where(column => column.IsVector).Select(column => (column, header[column], AreChoices(column))),
        ];
        _numbers = [.. Singles(ElementType.F64)];
        _flags = [.. Singles(ElementType.Bool)];
        _flagged = new bool[_flags.Length];
        (_episode, _step) = (Field(StandardColumn.Episode), Field(StandardColumn.Step));
        // A field holds a comma only if something else separates them, or in quotes.
        _mayHoldCommas = text.Contains(csv.Separator == ',' ? (byte)'"' : (byte)',');

        int Field(StandardColumn column) => header[column] is [var field] ? field : -1;

        bool[]? AreChoices(StandardColumn column) =>
            header[column].Any(choices.Contains) ? [.. header[column].Select(choices.Contains)] : null;

        IEnumerable<(StandardColumn, int)> Singles(ElementType type) =>
            columns.Where(column => column.Type == type).Select(column => (column, Field(column)));
    }

    /// <summary>The rows of a block, up to the first that something is wrong with; gives its memory back.</summary>
    /// <param name="text">The file.</param>
    /// <param name="header">Its columns.</param>
    /// <param name="reading">How fields and bad rows are taken.</param>
    /// <param name="block">The block.</param>
    /// <param name="room">Makes room for rows, at most as many as it is told.</param>
    public static List<CsvBatch> Of(
        CsvText text,
        CsvHeader header,
        CsvReading reading,
        CsvBlock block,
        Func<int, BatchBuilder> room
    )
    {
        try
        {
            var bytes = block.Buffer.AsMemory(0, block.Length);
            using var csv = text.Reader(bytes);
            var rows = new CsvRows(csv, bytes.Span, header, reading);
            var batches = new List<CsvBatch>();
            var lines = Lines(bytes.Span);
            bool more;
            do
            {
                var values = room(lines > 0 ? lines : int.MaxValue);
                var keys = new List<CsvKey>(Math.Max(0, lines));
                batches.Add(rows.Fill(new CsvBatch(values, keys, [], block.Start), out more));
                lines -= values.Rows;
            } while (more);
            return batches;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block.Buffer);
        }
    }

    /// <summary>How many lines to make room for; a table with several kinds of line breaks may have others.</summary>
    private static int Lines(ReadOnlySpan<byte> text)
    {
        var lines = text[1..];
        var breaks = lines.Count((byte)'\n');
        return (breaks > 0 ? breaks : lines.Count((byte)'\r')) + (lines.EndsWith((byte)'\n') ? 0 : 1);
    }

    /// <summary>Reads rows until the batch is full or the block at its end.</summary>
    private CsvBatch Fill(CsvBatch batch, out bool more)
    {
        more = false;
        try
        {
            while (!batch.Values.IsFull)
            {
                if (!_csv.Read())
                {
                    return batch;
                }
                if (_skipsBad)
                {
                    ReadOrMark(batch);
                }
                else
                {
                    Read(batch);
                }
            }
        }
        catch (Exception e) when (e is CsvRowException or CsvFormatException)
        {
            return batch with { Failure = e };
        }
        more = true;
        return batch;
    }

    /// <summary>Reads a row; one that cannot be read has a place all the same, and is marked.</summary>
    private void ReadOrMark(CsvBatch batch)
    {
        var row = batch.Values.Rows;
        try
        {
            Read(batch);
        }
        catch (CsvRowException e)
        {
            batch.AddBad(row, e);
            if (batch.Keys.Count == row)
            {
                var name = _episode >= 0 && _episode < _csv.FieldCount ? Name(batch.Names) : -1;
                batch.Keys.Add(new CsvKey((int)_csv.ByteOffset, name, CsvKey.Unknown, Ends: false));
            }
            if (_header.Agent >= 0 && batch.Agents.Count == row)
            {
                batch.Agents.Add("");
            }
            if (batch.Values.Rows == row)
            {
                batch.Values.Add();
            }
        }
    }

    [MethodImpl(AtOnce)]
    private void Read(CsvBatch batch)
    {
        // Some programs write a separator behind the last field too.
        if (_csv.FieldCount != _header.Count && !(_csv.FieldCount == _header.Count + 1 && _csv.IsEmpty(_header.Count)))
        {
            throw Fail(
                "",
                $"has {_csv.FieldCount} fields but the first line has {_header.Count}."
                    + (
                        _csv.Separator == ',' && _csv.FieldCount > _header.Count
                            ? " If numbers have decimal commas, write points, or put semicolons between them."
                            : ""
                    )
            );
        }
        var ends = false;
        for (var i = 0; i < _flags.Length; i++)
        {
            ends |= _flagged[i] = Flag(_flags[i].Field);
        }
        batch.Keys.Add(
            new CsvKey(
                (int)_csv.ByteOffset,
                _episode < 0 ? -1 : Name(batch.Names),
                _step < 0 ? 0 : Integer(_step),
                ends
            )
        );
        if (_header.Agent >= 0)
        {
            batch.Agents.Add(_csv.GetString(_header.Agent));
        }
        var values = batch.Values;
        var row = values.Add();
        for (var i = 0; i < _flags.Length; i++)
        {
            values.Set(_flags[i].Column, row, _flagged[i]);
        }
        foreach (var (column, field) in _numbers)
        {
            if (values.Of<double>(column) is { } numbers)
            {
                numbers.Row(row)[0] =
                    TryNumber(field, out double value) || TryWithComma(field, out value) || TryMissing(field, out value)
                        ? value
                        : throw NoNumber(field, "float64");
            }
        }
        foreach (var (column, fields, areChoices) in _vectors)
        {
            if (values.Of<float>(column) is not { } floats)
            {
                continue;
            }
            if (areChoices is null)
            {
                Floats(floats.Row(row), fields);
            }
            else
            {
                Choices(floats.Row(row), fields, areChoices);
            }
        }
    }

    /// <summary>The place of the name of the row's episode, which often is that of the row before.</summary>
    private int Name(List<byte[]> names)
    {
        var name = _csv.GetSpan(_episode);
        if (names.Count == 0 || !name.SequenceEqual(names[^1]))
        {
            names.Add(name.ToArray());
        }
        return names.Count - 1;
    }

    [MethodImpl(AtOnce)]
    private void Floats(Span<float> values, ImmutableArray<int> fields)
    {
        var from = fields.AsSpan();
        for (var i = 0; i < from.Length; i++)
        {
            if (!TryNumber(from[i], out values[i]) && !TryWithComma(from[i], out values[i]))
            {
                throw NoNumber(from[i], "float32");
            }
        }
    }

    private void Choices(Span<float> values, ImmutableArray<int> fields, bool[] areChoices)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var field = fields[i];
            if (!areChoices[i])
            {
                values[i] = TryNumber(field, out float number) ? number : throw NoNumber(field, "float32");
                continue;
            }
            if (!TextNumbers.TryLong(_csv.GetSpan(field), out var choice))
            {
                throw Fail(
                    _header[field],
                    $"{Shown(field)}, expected a whole number, since the first row has one; call the column {_header[field]}_0 if actions are continuous."
                );
            }
            values[i] = choice is >= 0 and < ChoiceRules.GreatestAction
                ? choice
                : throw Fail(
                    _header[field],
                    $"{Shown(field)}, expected an integer from 0 to {ChoiceRules.GreatestAction - 1}; call the column {_header[field]}_0 if actions are continuous."
                );
        }
    }

    private long Integer(int field) =>
        _csv.TryParse(field, out long value) || TextNumbers.TryWhole(_csv.GetSpan(field), out value)
            ? value
            : throw Fail(_header[field], $"{Shown(field)}, expected a whole number.");

    private bool Flag(int field) =>
        TextNumbers.TryFlag(_csv.GetSpan(field), out var value)
        || (_decimalCommas && TextNumbers.TryFlag(DecimalComma.WithPoint(_csv.GetSpan(field)), out value))
            ? value
            : throw Fail(_header[field], $"{Shown(field)}, expected true or false.");

    /// <summary>Reads a finite number. CsvHelper reads fastest, but to it "1,5" is fifteen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryNumber<T>(int field, out T value)
        where T : IFloatingPointIeee754<T> =>
        _csv.TryParse(field, out value!) && T.IsFinite(value) && !(_mayHoldCommas && IsSpelledOtherwise(field));

    /// <summary>Whether a number has a comma, or a point where others have commas: then it may mark thousands.</summary>
    private bool IsSpelledOtherwise(int field) =>
        _csv.GetSpan(field).ContainsAny((byte)',', _decimalCommas ? (byte)'.' : (byte)',');

    /// <summary>Reads a number with a decimal comma, where numbers have such.</summary>
    private bool TryWithComma<T>(int field, out T value)
        where T : IFloatingPointIeee754<T>
    {
        value = T.Zero;
        return _decimalCommas
            && T.TryParse(
                DecimalComma.WithPoint(_csv.GetSpan(field)),
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out value!
            )
            && T.IsFinite(value)
            && !_csv.GetSpan(field).Contains((byte)'.');
    }

    /// <summary>Reads what stands in the place of a number that nobody needs: nothing, NaN, a word for it.</summary>
    private bool TryMissing(int field, out double value)
    {
        var text = _csv.GetSpan(field);
        text = text[Ascii.Trim(text)];
        value = double.NaN;
        if (text.IsEmpty)
        {
            return true;
        }
        foreach (var word in Missing)
        {
            if (Ascii.EqualsIgnoreCase(text, word))
            {
                return true;
            }
        }
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && !double.IsFinite(value);
    }

    private CsvRowException NoNumber(int field, string type) =>
        Fail(
            _header[field],
            DecimalComma.Is(Encoding.UTF8.GetString(_csv.GetSpan(field)))
                    ? $"{Shown(field)}, a number with a decimal comma; such are read where semicolons separate them and no number has a point. Write points, or semicolons and commas throughout."
                : _decimalCommas && _csv.GetSpan(field).Contains((byte)'.')
                    ? $"{Shown(field)}, but other numbers have decimal commas; a point may mark thousands. Write all numbers alike."
                : TextNumbers.IsNumber(_csv.GetSpan(field))
                    ? $"{Shown(field)}; only finite numbers within the range of {type} can be learned from."
                : $"{Shown(field)}, expected a number."
        );

    private string Shown(int field)
    {
        var text = _csv.GetSpan(field);
        return text.IsEmpty
            ? "is empty"
            : $"is '{Encoding.UTF8.GetString(text[..Math.Min(40, text.Length)])}{(text.Length > 40 ? "..." : "")}'";
    }

    private CsvRowException Fail(string column, string problem) => new(_csv.ByteOffset, column, problem);
}
