using System.Text;
using Gail.Data.Views;

namespace Gail.Data.Tests.Formats.Text;

/// <summary>Writes text to a file and reads it as demonstrations.</summary>
internal static class TextSamples
{
    public const string Csv = """
        episode,t,obs_0,obs_1,act_0,reward,next_obs_0,next_obs_1,terminated,truncated
        7,0,0,1,0.5,1,2,3,false,false
        7,1,2,3,-0.5,2,4,5,true,false
        b,0,6,7,1e-3,-3.25,8,9,false,true
        """;

    public const string JsonSteps = """
        {"episode":0,"t":0,"observation":[0,1],"action":[0.5],"reward":1,"next_observation":[2,3],"terminated":false,"truncated":false}
        {"episode":0,"t":1,"observation":[2,3],"action":[-0.5],"reward":2,"next_observation":[4,5],"terminated":true,"truncated":false}
        {"episode":"b","t":0,"observation":[6,7],"action":[1e-3],"reward":-3.25,"next_observation":[8,9],"terminated":false,"truncated":true}
        """;

    public const string JsonEpisodes = """
        {"observations":[[0,1],[2,3],[4,5]],"actions":[[0.5],[-0.5]],"rewards":[1,2],"terminated":true,"truncated":false}
        {"observations":[[6,7],[8,9]],"actions":[[1e-3]],"rewards":[-3.25],"terminated":false,"truncated":true}
        """;

    public static Demonstrations Read(string text, DemonstrationFileOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        return DemonstrationReader.Read(Put(folder, text), options ?? DemonstrationFileOptions.Default);
    }

    /// <summary>The message with which a text is refused, which names the file.</summary>
    public static string Refusal(string text, DemonstrationFileOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        var path = Put(folder, text);
        var exception = Assert.Throws<DemonstrationException>(() =>
            DemonstrationReader.Read(path, options ?? DemonstrationFileOptions.Default)
        );
        Assert.Equal(path, exception.File);
        return exception.Message[path.Length..];
    }

    public static IEnumerable<string> Notes(string text)
    {
        using var folder = new TemporaryFolder();
        return DemonstrationReader.Open(Put(folder, text)).Describe().Notes;
    }

    public static DemonstrationFileOptions Names(params (string Ours, string Theirs)[] names) =>
        new()
        {
            ColumnNames = DemonstrationFileOptions.Default.ColumnNames.AddRange(
                names.Select(name => KeyValuePair.Create(name.Ours, name.Theirs))
            ),
        };

    private static string Put(TemporaryFolder folder, string text) => folder.Put("demo", Encoding.UTF8.GetBytes(text));
}
