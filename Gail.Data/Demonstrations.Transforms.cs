using Gail.Data.Columns;
using Gail.Environments;
using Gail.Numerics;
using Gail.Rollouts;
using Microsoft.ML;

namespace Gail.Data;

/// <content>Pure transforms: each returns new demonstrations and leaves these as they are.</content>
public sealed partial class Demonstrations
{
    /// <summary>These demonstrations through transforms of views: <c>Transform(view => view.TakeEpisodes(10))</c>.</summary>
    /// <param name="transform">Makes another view of the one of these demonstrations.</param>
    /// <exception cref="DemonstrationException">What is left breaks a rule, or the transform cannot be done.</exception>
    public Demonstrations Transform(Func<IDataView, IDataView> transform)
    {
        ArgumentNullException.ThrowIfNull(transform);
        return Collect(transform(AsView()));
    }

    /// <summary>
    /// Fills in <see cref="Terminated"/> where the source does not say: an episode that ran to its end in fewer steps
    /// than the limit must have terminated; one that reached the limit is taken to have been cut by it.
    /// </summary>
    /// <remarks>
    /// Where the source does not even say which episodes ran to their end (<see cref="Ended"/> is null), all are taken
    /// to have done so. A task that ends exactly at the limit's last step is taken for truncated.
    /// </remarks>
    /// <param name="stepLimit">The environment's limit, 1 or more.</param>
    /// <exception cref="DemonstrationException">Steps were left out, so that lengths are not known.</exception>
    public Demonstrations WithTerminationFromStepLimit(int stepLimit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepLimit, 1);
        if (Terminated is not null)
        {
            return this;
        }
        if (IsSubsampled)
        {
            throw Fail(
                _columns.Fields[StandardColumn.Terminated],
                "cannot be told from the lengths of sub-sampled episodes; fill it in before sub-sampling."
            );
        }
        return new Demonstrations(
            _columns with
            {
                Terminated = NdArray.Vector<bool>([
                    .. Enumerable
                        .Range(0, EpisodeCount)
                        .Select(e => EpisodeLength(e) < stepLimit && Ended?[e] != false),
                ]),
            }
        );
    }

    /// <summary>Takes actions that a file stores as floating-point numbers for the choices they are.</summary>
    /// <exception cref="DemonstrationException">An action is no integer of 0 or more.</exception>
    public Demonstrations AsDiscrete() =>
        ActionsAreDiscrete ? this : Create(_columns with { ActionsAreDiscrete = true });

    /// <summary>
    /// The state-action pairs: all that most imitation looks at. Observations that are choices are one-hot, as networks see
    /// them and as environments show them (<see cref="ObservationSpace.OneHot"/>); actions stay as they are.
    /// </summary>
    /// <exception cref="DemonstrationException">There are no actions.</exception>
    public Transitions Pairs() =>
        Actions is { } actions
            ? new Transitions(EncodedObservations(), actions)
            : throw Fail(
                _columns.Fields.Actions,
                "there are none, and this method learns from actions; take demonstrations with actions, or a method that learns from observations alone."
            );

    private NdArray<float> EncodedObservations()
    {
        var space = _columns.ObservationSpace;
        if (!space.HasChoices)
        {
            return Observations;
        }
        var width = space.EncodedWidth;
        var encoded = new float[checked(StepCount * width)];
        for (var row = 0; row < StepCount; row++)
        {
            space.Encode(Observations.Row(row), encoded.AsSpan(row * width, width));
        }
        return NdArray.Matrix<float>(StepCount, width, encoded);
    }
}
