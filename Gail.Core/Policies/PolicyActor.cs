using Gail.Execution;
using Gail.Numerics;

namespace Gail.Policies;

/// <summary>A policy that acts step after step for the same caller, in private memory.</summary>
internal sealed class PolicyActor : IDisposable
{
    private readonly Executor _executor;
    private readonly IPolicy _policy;
    private readonly ActionMode _choice;
    private readonly PooledBuffer<float> _actions;
    private readonly PooledBuffer<float> _distribution;
    private readonly PooledBuffer<float> _recurrent;
    private int _rows;

    /// <param name="policy">The policy to run.</param>
    /// <param name="choice">Whether to sample actions or to take the most probable one.</param>
    /// <param name="rows">The most rows that act at a time; all recurrent states are zeros at first.</param>
    internal PolicyActor(Executor executor, IPolicy policy, ActionMode choice, int rows)
    {
        (_executor, _policy, _choice, _rows) = (executor, policy, choice, rows);
        _actions = executor.Rent<float>(rows * policy.Action.Width);
        _distribution = executor.Rent<float>(rows * policy.DistributionWidth);
        _recurrent = executor.Rent<float>(rows * policy.RecurrentWidth);
        _recurrent.Span.Clear();
    }

    /// <summary>The action of each step [N, action width].</summary>
    internal ReadOnlyMemory<float> Actions => _actions.Memory[..(_rows * _policy.Action.Width)];

    /// <summary>The parameters of the distributions that the actions come from [N, distribution width].</summary>
    internal ReadOnlySpan<float> Distribution => _distribution.Span[..(_rows * DistributionWidth)];

    /// <summary>The recurrent states [N, recurrent width]; the caller may change them, as where episodes end.</summary>
    internal Span<float> Recurrent => _recurrent.Span[..(_rows * RecurrentWidth)];

    internal int DistributionWidth => _policy.DistributionWidth;

    internal int RecurrentWidth => _policy.RecurrentWidth;

    /// <summary>Acts once for every row.</summary>
    /// <param name="observations">Row after row.</param>
    /// <param name="keys">One for each row.</param>
    internal void Act(ReadOnlySpan<float> observations, ReadOnlySpan<RandomKey> keys)
    {
        _rows = keys.Length;
        var actions = _actions.Span[..(_rows * _policy.Action.Width)];
        var distribution = _distribution.Memory[..(_rows * DistributionWidth)];
        _policy.Act(_executor, observations, Recurrent, keys, _choice, actions, distribution);
    }

    /// <summary>Goes on with these rows only, in this order.</summary>
    /// <param name="rows">Ascending.</param>
    internal void Keep(ReadOnlySpan<int> rows)
    {
        var all = _recurrent.Span;
        var width = RecurrentWidth;
        for (var i = 0; width > 0 && i < rows.Length; i++)
        {
            all.Slice(rows[i] * width, width).CopyTo(all.Slice(i * width, width));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _recurrent.Dispose();
        _distribution.Dispose();
        _actions.Dispose();
    }
}
