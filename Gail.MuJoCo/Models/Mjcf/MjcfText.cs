using System.Globalization;
using System.Xml.Linq;

namespace Gail.MuJoCo.Models.Mjcf;

/// <summary>XML attributes as MuJoCo reads them: numbers independent of culture, lists separated by blanks.</summary>
internal static class MjcfText
{
    /// <summary>A text attribute; none for null, which leaves the element without it.</summary>
    public static XAttribute? Text(string attribute, string? value) =>
        value is null ? null : new XAttribute(attribute, value);

    /// <summary>An attribute that is "true" or "false".</summary>
    public static XAttribute Flag(string attribute, bool value) => new(attribute, value ? "true" : "false");

    /// <summary>An attribute of whole numbers.</summary>
    public static XAttribute Whole(string attribute, int value) =>
        new(attribute, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>An attribute of numbers, each in the shortest form that reads back to the same bits.</summary>
    /// <exception cref="ArgumentException">A number is not finite; MJCF has no way to write it.</exception>
    public static XAttribute Numbers(string attribute, params ReadOnlySpan<double> values)
    {
        var words = new string[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new ArgumentException($"{attribute}: expected finite numbers, but number {i} is {values[i]}.");
            }
            words[i] = values[i].ToString("R", CultureInfo.InvariantCulture);
        }
        return new XAttribute(attribute, string.Join(' ', words));
    }
}
