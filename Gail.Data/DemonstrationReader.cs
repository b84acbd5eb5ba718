namespace Gail.Data;

/// <summary>Reads demonstrations from a file, whichever of the known layouts it has.</summary>
/// <remarks>
/// <para>
/// The layout is told by the arrays in the file, not by its name. All are .npz archives, as NumPy's <c>savez</c> and
/// <c>savez_compressed</c> write them:
/// </para>
/// <list type="bullet">
/// <item><c>gail</c>: this project's own, see <see cref="DemonstrationWriter"/>.</item>
/// <item>
/// <c>stable-baselines</c>: Stable-Baselines 2's expert data set: <c>actions</c>, <c>obs</c>, <c>rewards</c>,
/// <c>episode_returns</c>, <c>episode_starts</c>. It holds no final observations and does not say how episodes ended.
/// </item>
/// <item>
/// <c>imitation</c>: the imitation library's flattened trajectories: <c>obs</c>, <c>acts</c>, <c>indices</c>,
/// <c>terminal</c>, <c>rews</c> and pickled <c>infos</c>. Each episode has one observation more than actions;
/// <c>indices</c> are the rows of <c>acts</c> at which one episode ends and the next begins. Its <c>terminal</c> says
/// that an episode ran to its end, be it by termination or by the time limit: the format does not tell a time limit
/// from termination. So it becomes <see cref="Demonstrations.Ended"/>, and <see cref="Demonstrations.Terminated"/> is
/// null until <see cref="Demonstrations.WithTerminationFromStepLimit"/> decides.
/// </item>
/// </list>
/// <para>
/// Nothing found in a file is ever executed: arrays of pickled Python objects are skipped, or refused where numbers
/// are needed.
/// </para>
/// </remarks>
public static class DemonstrationReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">An .npz file.</param>
    /// <exception cref="DemonstrationException">The file cannot be read or what it holds cannot be used.</exception>
    public static Demonstrations Read(string path) => Demonstrations.Create(DemonstrationLayouts.Load(path).Columns);
}
