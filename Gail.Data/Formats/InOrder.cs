namespace Gail.Data.Formats;

/// <summary>Work on one item after the other, several at a time, with the results in the items' order.</summary>
internal static class InOrder
{
    /// <summary>
    /// The results of the items. The caller's thread takes the items and hands out the results; nothing blocks but the
    /// caller, so that results which nobody fetches keep no thread. A failure, be it of an item or of taking the next
    /// one, comes where its result would, behind all results before it.
    /// </summary>
    /// <param name="items">Taken a few ahead of the results; none further once the enumeration is given up.</param>
    /// <param name="work">Called on several threads at once; with fewer than two ahead, on the caller's alone.</param>
    /// <param name="ahead">How many items are taken and not handed out yet, at most.</param>
    public static IEnumerable<TResult> Map<T, TResult>(IEnumerable<T> items, Func<T, TResult> work, int ahead) =>
        ahead < 2 ? items.Select(work) : Concurrent(items, work, ahead);

    private static IEnumerable<TResult> Concurrent<T, TResult>(IEnumerable<T> items, Func<T, TResult> work, int ahead)
    {
        var pending = new Queue<Task<TResult>>(ahead);
        try
        {
            using var source = items.GetEnumerator();
            var more = true;
            while (true)
            {
                while (more && pending.Count < ahead)
                {
                    more = Start(source, work, pending);
                }
                if (!pending.TryDequeue(out var first))
                {
                    break;
                }
                yield return first.GetAwaiter().GetResult();
            }
        }
        finally
        {
            // Whoever gives up finds all threads at rest.
            foreach (var task in pending)
            {
                ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
            }
        }
    }

    /// <summary>Begins the work on the next item, if there is one.</summary>
    private static bool Start<T, TResult>(IEnumerator<T> source, Func<T, TResult> work, Queue<Task<TResult>> pending)
    {
        try
        {
            if (!source.MoveNext())
            {
                return false;
            }
        }
        catch (Exception e)
        {
            pending.Enqueue(Task.FromException<TResult>(e));
            return false;
        }
        var item = source.Current;
        pending.Enqueue(Task.Run(() => work(item)));
        return true;
    }
}
