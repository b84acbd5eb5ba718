using Gail.Data.Views;

namespace Gail.Data.Formats.Unity;

/// <summary>Unity ML-Agents' demonstrations; see <see cref="UnityView"/>.</summary>
internal sealed class UnityFormat : IDemonstrationFormat
{
    public const string FormatName = "ml-agents";

    public string Name => FormatName;

    public string Description => "Unity ML-Agents' .demo files, observations of numbers";

    public bool Recognizes(FileHead head) => UnityFile.Recognizes(head.Bytes);

    public DemonstrationView Open(string path, DemonstrationFileOptions options) => new UnityView(path, options);
}
