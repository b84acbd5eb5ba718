namespace Gail.Experiments.Pages;

/// <summary>Remarks that somebody wrote by hand below a page's tables: they stay when the page is made again.</summary>
public static class PageRemarks
{
    /// <summary>A page and the remarks of its earlier version.</summary>
    /// <param name="text">The page without remarks; ends its last line.</param>
    /// <param name="earlier">The page as it was; empty where there is none.</param>
    /// <param name="heading">The remarks begin with this heading and go on to the end.</param>
    public static string Keep(string text, string earlier, string heading)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        var at = earlier.IndexOf(heading, StringComparison.Ordinal);
        return at < 0 ? text : $"{text}\n{earlier[at..].TrimEnd()}\n";
    }
}
