using Gail.Numerics;

namespace Gail.Training;

/// <summary>
/// The parameters of least error so far, kept in a policy's state as best/ beside those that training goes on from:
/// what a run publishes where its options ask for it.
/// </summary>
internal static class BestSnapshot
{
    private const string Name = "best";
    private const string Error = "best/error";
    private const string Update = "best/update";
    private const string Parameters = "best/parameters";

    internal static bool IsKept(StateTree policy) => policy.Contains(Name);

    internal static StateTree Of(StateTree policy) => policy.Child(Parameters);

    /// <summary>After how many updates the snapshot was taken; 0 before the first.</summary>
    internal static long UpdateOf(StateTree policy) => policy.Get<long>(Update)[0];

    /// <summary>A policy whose snapshot gives way to any other.</summary>
    internal static StateTree Init(StateTree policy) =>
        policy
            .With(Parameters, policy.Child("parameters"))
            .With(Error, NdArray.Scalar(double.PositiveInfinity))
            .With(Update, NdArray.Scalar(0L));

    /// <summary>The policy with other parameters as its snapshot, if their error is less; else as it is.</summary>
    internal static StateTree Offer(StateTree policy, StateTree parameters, double error, long update) =>
        error < policy.Get<double>(Error)[0]
            ? policy
                .With(Parameters, parameters)
                .With(Error, NdArray.Scalar(error))
                .With(Update, NdArray.Scalar(update))
            : policy;
}
