using System.Text;
using Gail.Numerics;

namespace Gail.Data.Tests.Formats.Text;

/// <summary>Tables at random, as programs of all kinds may write them, sound or damaged.</summary>
internal static class CsvTables
{
    /// <summary>The bytes that mean something in a table.</summary>
    private const string Marks = "\"\n\r,;x-.eNa 19";

    /// <summary>A table without anything wrong.</summary>
    public static byte[] Sound(RandomKey key)
    {
        var random = new Draws(key);
        var separator = ",;\t"[random.Below(3)];
        var lineBreak = ((string[])["\n", "\n", "\r\n", "\r"])[random.Below(4)];
        string[] columns =
        [
            .. ((string[])["episode", "t", "obs_0", "obs_1", random.Below(2) == 0 ? "act" : "act_0", "reward", "done"])
                .Append("note")
                .Where(name => name.StartsWith("obs", StringComparison.Ordinal) || random.Below(3) > 0),
        ];
        var text = new StringBuilder(random.Below(4) == 0 ? "\uFEFF" : "");
        void Line(IEnumerable<string> fields)
        {
            var quoted = fields.Select(field => random.Below(12) == 0 ? $"\"{field}\"" : field);
            text.AppendJoin(separator, quoted).Append(lineBreak);
            if (random.Below(15) == 0)
            {
                text.Append(lineBreak);
            }
        }
        Line(columns);
        var (episode, step) = (0, 0);
        for (var row = random.Below(60); row >= 0; row--)
        {
            var isLast = random.Below(6) == 0;
            string Field(string column) =>
                column switch
                {
                    "episode" => $"{episode * 3}{(episode % 5 == 4 ? "b" : "")}",
                    "t" => $"{step}",
                    "act" => $"{random.Below(5)}",
                    "done" => isLast ? "true" : "0",
                    "note" => new string("abcé"[random.Below(4)], random.Below(9)),
                    _ => FormattableString.Invariant($"{(random.Below(1_000_000) - 500_000) / 3.7e4:G9}"),
                };
            Line(columns.Select(Field));
            (episode, step) = isLast ? (episode + 1, 0) : (episode, step + 1);
        }
        return Encoding.UTF8.GetBytes(random.Below(2) == 0 ? text.ToString() : text.ToString().TrimEnd('\r', '\n'));
    }

    /// <summary>A table with a few bytes changed, removed or put in.</summary>
    public static byte[] Damaged(RandomKey key)
    {
        var random = new Draws(key.Fold(1));
        var bytes = Sound(key).ToList();
        for (var times = random.Below(4); times > 0 && bytes.Count > 40; times--)
        {
            var at = 10 + random.Below(bytes.Count - 10);
            switch (random.Below(4))
            {
                case 0:
                    bytes[at] = (byte)Marks[random.Below(Marks.Length)];
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, (byte)Marks[random.Below(Marks.Length)]);
                    break;
                default:
                    bytes.InsertRange(at, random.Below(2) == 0 ? "\uFEFF"u8 : "\n\n\r\r\n"u8);
                    break;
            }
        }
        return [.. bytes];
    }

    private sealed class Draws(RandomKey key)
    {
        private ulong _next;

        public int Below(int bound) => key.Fold(_next++).Below(0, bound);
    }
}
