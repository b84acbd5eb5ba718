using System.Collections.Immutable;
using Gail.Training;

namespace Gail.Runs.Checkpoints;

/// <summary>From where a run goes on.</summary>
/// <param name="State">The state of its newest sound checkpoint; null where there is no checkpoint, so that it begins anew.</param>
/// <param name="Notes">What the user should know: a newer checkpoint that is damaged, tables that were changed.</param>
public sealed record ResumePoint(TrainState? State, ImmutableArray<string> Notes);
