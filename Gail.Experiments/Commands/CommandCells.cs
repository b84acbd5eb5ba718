using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Gail.Data.Files;
using Gail.Runs;

namespace Gail.Experiments.Commands;

/// <summary>One call of <c>gail ... --json</c> of a study.</summary>
/// <param name="Group">The group that it belongs to.</param>
/// <param name="Name">Its name within the group.</param>
/// <param name="Arguments">The command's arguments.</param>
public sealed record CommandCell(string Group, string Name, ImmutableArray<string> Arguments)
{
    /// <summary>Group and name.</summary>
    public override string ToString() => $"{Group}/{Name}";
}

/// <summary>
/// Calls of a study whose answers are kept, one file each: a study that was stopped goes on where it was, and a call
/// that has an answer is not made again.
/// </summary>
/// <param name="folder">The folder of the answers.</param>
/// <param name="gail">The command.</param>
/// <param name="jobs">The number of calls at a time, at least 1.</param>
/// <param name="say">Told of every call that has ended, by several threads.</param>
public sealed class CommandCells(string folder, GailCommand gail, int jobs, Action<string> say)
{
    /// <summary>Makes the calls that have no answer yet.</summary>
    /// <param name="cells">The calls, in any number.</param>
    /// <exception cref="RunException">Some have failed. All others have been made.</exception>
    public void Run(params IEnumerable<CommandCell> cells)
    {
        var failures = new ConcurrentBag<string>();
        Parallel.ForEach(
            // One after the other as threads are free: the calls are of very different lengths.
            Partitioner.Create(cells.Where(cell => !File.Exists(FileOf(cell))).ToList(), loadBalance: true),
            new ParallelOptions { MaxDegreeOfParallelism = jobs },
            cell =>
            {
                var answer = gail(cell.Arguments);
                if (answer.ExitCode == 0)
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(FileOf(cell))!);
                    AtomicFile.WriteBytes(FileOf(cell), System.Text.Encoding.UTF8.GetBytes(answer.LastLine + "\n"));
                    say($"{cell} done");
                }
                else
                {
                    failures.Add($"{cell}");
                    say($"{cell}: {answer.Errors.Trim()}");
                }
            }
        );
        if (!failures.IsEmpty)
        {
            throw new RunException(folder, $"{failures.Count} calls failed: {string.Join(", ", failures.Order())}.");
        }
    }

    /// <summary>The answer of a call that has been made, as JSON on one line.</summary>
    /// <param name="cell">The call.</param>
    public string AnswerOf(CommandCell cell) => File.ReadAllText(FileOf(cell)).Trim();

    /// <summary>A number of an answer.</summary>
    /// <param name="answer">JSON.</param>
    /// <param name="path">Names from the root down, with dots between them.</param>
    public static double Number(string answer, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var json = JsonDocument.Parse(answer);
        return path.Split('.').Aggregate(json.RootElement, (element, name) => element.GetProperty(name)).GetDouble();
    }

    private string FileOf(CommandCell cell) => Path.Combine(folder, cell.Group, cell.Name + ".json");
}
