namespace Gail.TestSupport;

/// <summary>
/// Says that what a test needs is not on this machine. The test is skipped: by xunit, which knows such exceptions by the
/// start of their messages; suites of Expecto know the type.
/// </summary>
/// <param name="what">What is absent, and what to do.</param>
public sealed class AbsentException(string what) : Exception("$XunitDynamicSkip$" + what)
{
    /// <summary>What is absent, and what to do.</summary>
    public string What => what;

    /// <summary>
    /// Skips the test for a library or program that can be installed; fails it where the environment variable CI is
    /// true, since all of them must be there.
    /// </summary>
    /// <param name="problem">Why it cannot be used; null or empty where it can.</param>
    /// <exception cref="AbsentException">There is a problem.</exception>
    /// <exception cref="InvalidOperationException">There is a problem, and CI is true.</exception>
    public static void ThrowFor(string? problem)
    {
        if (!string.IsNullOrEmpty(problem))
        {
            throw string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal)
                ? new InvalidOperationException(problem)
                : new AbsentException(problem);
        }
    }
}
