namespace Gail.TestRun;

/// <summary>What tests came to.</summary>
/// <param name="Left">The processes that they had started and left running.</param>
internal sealed record Outcome(int Passed, int Failed, int Skipped, int Left)
{
    /// <summary>No tests.</summary>
    public static Outcome None { get; } = new(0, 0, 0, 0);

    /// <summary>Whether there were tests, and nothing is wrong.</summary>
    public bool IsGreen => Failed == 0 && Left == 0 && Passed > 0;

    /// <summary>The line that a run ends with, as in "1200 passed, 0 failed".</summary>
    public string Summary =>
        $"{Passed} passed, {Failed} failed"
        + (Skipped > 0 ? $", {Skipped} skipped" : "")
        + (Left > 0 ? $", {Left} processes left running" : "");

    /// <summary>Both together.</summary>
    public static Outcome operator +(Outcome a, Outcome b) =>
        new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped, a.Left + b.Left);
}
