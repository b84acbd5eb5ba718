namespace Gail.Environments;

/// <summary>
/// Consecutive steps of one episode within a batch: rows <see cref="Start"/> to Start + <see cref="Length"/> - 1.
/// It ends because the task ended (<see cref="Terminated"/>), because the time limit came or the simulation broke down
/// (<see cref="Truncated"/>), or, when neither holds, because collecting stopped there.
/// </summary>
/// <param name="Start">The first row.</param>
/// <param name="Length">The number of rows, at least 1.</param>
/// <param name="Terminated">Whether the last step ended the task.</param>
/// <param name="Truncated">Whether the last step reached the time limit, or the simulation broke down in it.</param>
public readonly record struct Segment(int Start, int Length, bool Terminated, bool Truncated);
