using System.Text;

namespace Gail.Runs.Tests.StableBaselines;

/// <summary>Models as Stable-Baselines3 saves them.</summary>
internal static class SavedModel
{
    /// <summary>The archive of a model.</summary>
    /// <param name="weights">Shapes and values of the tensors of policy.pth.</param>
    /// <param name="data">The JSON.</param>
    public static byte[] Of(IEnumerable<(string Name, int[] Shape, float[] Values)> weights, string data = "{}")
    {
        var state = new Dictionary<string, object?>();
        foreach (var (name, shape, values) in weights)
        {
            state[name] = Pickled.Tensor("FloatStorage", $"{state.Count}", shape, values);
        }
        // Model.save writes an ordered dictionary.
        var ordered = new PickledCall("collections", "OrderedDict", state);
        return Pickled.Zip([
            new("data", Encoding.UTF8.GetBytes(data)),
            new("pytorch_variables.pth", []),
            new("policy.pth", Pickled.TorchZip(ordered, "policy")),
            new("_stable_baselines3_version", "2.3.2"u8.ToArray()),
        ]);
    }

    /// <summary>A space of boxes as base64 of what cloudpickle makes of it.</summary>
    public static string Box(float low, float high)
    {
        var box = new PickledInstance(
            "gymnasium.spaces.box",
            "Box",
            new()
            {
                ["dtype"] = new PickledCall("numpy", "dtype", "f4", false, true),
                ["_shape"] = new object?[] { 1 },
                ["low"] = Pickled.Floats([1], low),
                ["high"] = Pickled.Floats([1], high),
                ["_np_random"] = null,
            }
        );
        return Convert.ToBase64String(Pickled.Of(box, 5));
    }

    /// <summary>Two inputs, one hidden value x0 + 2 x1 + 0.5, one output 3 h - 1.</summary>
    public static (string Name, int[] Shape, float[] Values)[] Layers(string hidden, string output) =>
        [
            ($"{hidden}.weight", [1, 2], [1, 2]),
            ($"{hidden}.bias", [1], [0.5f]),
            ($"{output}.weight", [1, 1], [3]),
            ($"{output}.bias", [1], [-1]),
        ];
}
