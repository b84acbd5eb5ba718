namespace Gail.TestSupport;

/// <summary>
/// The guard against waiting for ever. It is no measure of speed: a test waits for what is to happen, however busy the
/// machine is, and what has not happened by then never will.
/// </summary>
public static class Hang
{
    /// <summary>Far more than anything that a test waits for takes on a machine with many other busy processes.</summary>
    public static readonly TimeSpan Guard = TimeSpan.FromMinutes(15);
}
