using System.Collections.Immutable;
using System.Globalization;

namespace Gail.Data.Formats.Npz;

/// <summary>What the dictionary in an .npy header says.</summary>
internal sealed record NpyDescription(string Description, bool FortranOrder, ImmutableArray<long> Shape);

/// <summary>
/// Reads the dictionary of an .npy header, <c>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }</c>:
/// exactly these keys, each once, in any order.
/// </summary>
internal sealed class NpyLiteral(string text, Func<string, DemonstrationException> fail)
{
    private const int MaximumRank = 32;
    private int _position;

    public NpyDescription Parse()
    {
        string? description = null;
        bool? fortran = null;
        ImmutableArray<long>? shape = null;
        Expect('{');
        while (!TryTake('}'))
        {
            var key = QuotedText();
            Expect(':');
            switch (key)
            {
                case "descr" when description is null:
                    description = TypeDescription();
                    break;
                case "fortran_order" when fortran is null:
                    fortran = Boolean();
                    break;
                case "shape" when shape is null:
                    shape = Extents();
                    break;
                default:
                    throw Problem($"the key '{key}' is unknown or comes twice");
            }
            if (!TryTake(','))
            {
                Expect('}');
                break;
            }
        }
        SkipSpace();
        return _position != text.Length ? throw Problem("text follows the dictionary")
            : description is null || fortran is null || shape is null
                ? throw Problem("'descr', 'fortran_order' or 'shape' is missing")
            : new NpyDescription(description, fortran.Value, shape.Value);
    }

    /// <summary>A quoted type, or the source text of a structured one, which no array here can have.</summary>
    private string TypeDescription()
    {
        SkipSpace();
        var start = _position;
        if (!TryTake('['))
        {
            return QuotedText();
        }
        for (var depth = 1; depth > 0; )
        {
            SkipSpace();
            switch (Peek())
            {
                case '\'' or '"':
                    QuotedText();
                    continue;
                case '[':
                    depth++;
                    break;
                case ']':
                    depth--;
                    break;
                case '\0':
                    throw Problem("a '[' is not closed");
                default:
                    break;
            }
            _position++;
        }
        return text[start.._position];
    }

    private string QuotedText()
    {
        SkipSpace();
        var quote = Peek();
        if (quote is not ('\'' or '"'))
        {
            throw Problem("expected a quoted text");
        }
        var end = text.IndexOf(quote, _position + 1);
        if (end < 0)
        {
            throw Problem("a quote is not closed");
        }
        var quoted = text[(_position + 1)..end];
        _position = end + 1;
        return quoted;
    }

    private bool Boolean()
    {
        SkipSpace();
        foreach (var word in (ReadOnlySpan<string>)["True", "False"])
        {
            if (string.CompareOrdinal(text, _position, word, 0, word.Length) == 0)
            {
                _position += word.Length;
                return word == "True";
            }
        }
        throw Problem("expected True or False");
    }

    private ImmutableArray<long> Extents()
    {
        var extents = ImmutableArray.CreateBuilder<long>();
        Expect('(');
        while (!TryTake(')'))
        {
            if (extents.Count == MaximumRank)
            {
                throw Problem($"there are more than {MaximumRank} dimensions");
            }
            extents.Add(Extent());
            if (!TryTake(','))
            {
                Expect(')');
                break;
            }
        }
        return extents.ToImmutable();
    }

    private long Extent()
    {
        SkipSpace();
        var start = _position;
        while (char.IsAsciiDigit(Peek()))
        {
            _position++;
        }
        if (
            !long.TryParse(
                text.AsSpan(start, _position - start),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var extent
            )
        )
        {
            throw Problem("expected a dimension");
        }
        // Python 2 wrote long integers as 3L.
        if (Peek() == 'L')
        {
            _position++;
        }
        return extent;
    }

    private char Peek() => _position < text.Length ? text[_position] : '\0';

    private void SkipSpace()
    {
        while (Peek() is ' ' or '\n' or '\t' or '\r')
        {
            _position++;
        }
    }

    private bool TryTake(char symbol)
    {
        SkipSpace();
        if (Peek() != symbol)
        {
            return false;
        }
        _position++;
        return true;
    }

    private void Expect(char symbol)
    {
        if (!TryTake(symbol))
        {
            throw Problem($"expected '{symbol}'");
        }
    }

    private DemonstrationException Problem(string problem) =>
        fail($"the .npy header is malformed: {problem} at character {_position}.");
}
