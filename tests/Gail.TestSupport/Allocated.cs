namespace Gail.TestSupport;

/// <summary>What work that repeats itself allocates on the thread that does it.</summary>
public static class Allocated
{
    private const int WarmUp = 3;
    private const int Rounds = 5;

    /// <summary>
    /// The bytes of a call, after a few that fill the pools of memory: the median of five. Not the most, since the
    /// runtime itself allocates on this thread now and then: while it compiles a method, its table of static references
    /// may grow.
    /// </summary>
    /// <param name="work">Allocates alike each time.</param>
    public static long PerCall(Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        for (var round = 0; round < WarmUp; round++)
        {
            work();
        }
        var measured = new long[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            measured[round] = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        return measured.Order().ElementAt(Rounds / 2);
    }
}
