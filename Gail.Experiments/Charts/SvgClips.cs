using System.Globalization;
using System.Xml.Linq;

namespace Gail.Experiments.Charts;

/// <summary>
/// The clip paths of an SVG by Skia: one for each drawing, numbered through all of a process. Afterwards there is one for
/// each rectangle, numbered from 1, so that the same figure gives the same file.
/// </summary>
internal static class SvgClips
{
    internal static void Share(XElement svg)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var replaced = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var clip in svg.Descendants().Where(element => element.Name.LocalName == "clipPath").ToList())
        {
            var shape = string.Concat(clip.Elements());
            var isNew = names.TryAdd(shape, string.Create(CultureInfo.InvariantCulture, $"clip{names.Count + 1}"));
            replaced[$"url(#{clip.Attribute("id")!.Value})"] = $"url(#{names[shape]})";
            clip.SetAttributeValue("id", names[shape]);
            if (!isNew)
            {
                clip.Remove();
            }
        }
        foreach (var use in svg.Descendants().Attributes("clip-path"))
        {
            use.Value = replaced[use.Value];
        }
    }
}
