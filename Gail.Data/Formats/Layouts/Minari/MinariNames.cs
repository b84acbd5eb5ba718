namespace Gail.Data.Formats.Layouts.Minari;

/// <summary>The names that Minari and Gymnasium take.</summary>
internal static class MinariNames
{
    /// <summary>The id of a data set: as in "gail/CartPole-v1/expert-v0". Others than letters and digits become '-'.</summary>
    /// <param name="environment">The id of the environment, or empty.</param>
    public static string DatasetId(string environment)
    {
        var subject = string.Concat(
                environment.Select(letter =>
                    char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '/' ? letter : '-'
                )
            )
            .Trim('-', '/');
        return subject.Length > 1 ? $"gail/{subject}/expert-v0" : "gail/expert-v0";
    }

    /// <summary>Whether Gymnasium takes a text for an environment's id; it does not read a description of another.</summary>
    public static bool IsEnvironmentId(string text)
    {
        var names = text.Split('/');
        return names.Length is 1 or 2
            && Array.TrueForAll(names, name => name.Length > 0)
            && text.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-' or ':' or '.' or '/')
            && (names.Length == 1 || !names[0].Contains('.'));
    }

    /// <summary>Whether a text can be the path of an array.</summary>
    public static bool IsPath(string text) =>
        Array.TrueForAll(text.Split('/'), name => name.Length > 0 && name is not ("." or "..") && !name.Contains('\0'));
}
