using Gail.Execution;
using Gail.Numerics;

namespace Gail.Policies;

/// <summary>
/// A policy that acts step after step for the same caller: what it does stays in private memory until the next step.
/// A <see cref="NetworkPolicy"/> then makes no arrays; others act as they do.
/// </summary>
internal sealed class PolicyActor : IDisposable
{
    private readonly Executor _executor;
    private readonly IPolicy _policy;
    private readonly ActionChoice _choice;
    private readonly Rented<float> _actions;
    private readonly Rented<float> _distribution;
    private PolicyStep? _acted;
    private int _rows;

    /// <param name="executor">Where to compute.</param>
    /// <param name="policy">What acts.</param>
    /// <param name="choice">Whether to draw or to take the most probable action.</param>
    /// <param name="carry">What it carries at first [N, CarryWidth].</param>
    internal PolicyActor(Executor executor, IPolicy policy, ActionChoice choice, NdArray<float> carry)
    {
        _executor = executor;
        _policy = policy;
        _choice = choice;
        Carry = carry;
        if (policy is NetworkPolicy network)
        {
            DistributionWidth = network.Network.Family.ParameterWidth;
            _actions = executor.Rent<float>(carry.Rows * policy.Action.Width);
            _distribution = executor.Rent<float>(carry.Rows * DistributionWidth);
        }
    }

    /// <summary>What the policy carries to its next step; the caller may change it, as where episodes end.</summary>
    internal NdArray<float> Carry { get; set; }

    /// <summary>What was done, row after row.</summary>
    internal ReadOnlyMemory<float> Actions =>
        _acted is null ? _actions.Memory[..(_rows * _policy.Action.Width)] : _acted.Actions.Memory;

    /// <summary>The parameters of the distributions that the actions come from.</summary>
    internal ReadOnlySpan<float> Distribution =>
        _acted is null ? _distribution.Span[..(_rows * DistributionWidth)] : _acted.Distribution.Span;

    /// <summary>The columns of a distribution's parameters, known after the first step.</summary>
    internal int DistributionWidth { get; private set; }

    /// <summary>Acts once for every row.</summary>
    /// <param name="observations">Row after row.</param>
    /// <param name="keys">One for each row.</param>
    internal void Act(ReadOnlySpan<float> observations, ReadOnlySpan<RandomKey> keys)
    {
        _rows = keys.Length;
        if (_policy is NetworkPolicy network)
        {
            var distribution = _distribution.Memory[..(_rows * DistributionWidth)];
            network.Act(_executor, observations, keys, _choice, _actions, distribution);
            return;
        }
        var seen = NdArray.Matrix(_rows, observations.Length / _rows, observations);
        _acted = _policy.Act(_executor, seen, Carry, keys, _choice);
        Carry = _acted.Carry;
        DistributionWidth = _acted.Distribution.Columns;
        if (_acted.Actions.Length != _rows * _policy.Action.Width || _acted.Distribution.Rows != _rows)
        {
            throw new InvalidOperationException(
                $"For {_rows} rows the policy gave actions {_acted.Actions} and distributions {_acted.Distribution}."
            );
        }
    }

    /// <summary>Goes on with these rows only, in this order.</summary>
    internal void Keep(ReadOnlySpan<int> rows)
    {
        if (_acted is not null)
        {
            Carry = Carry.Gather(rows);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _actions.Dispose();
        _distribution.Dispose();
    }
}
