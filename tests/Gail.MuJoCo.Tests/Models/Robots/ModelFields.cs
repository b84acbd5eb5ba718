using System.Text;
using Gail.MuJoCo.Native;

namespace Gail.MuJoCo.Tests.Models.Robots;

/// <summary>A compiled model's fields, whatever their type.</summary>
internal static class ModelFields
{
    /// <summary>A field as doubles, which hold each of the engine's types exactly.</summary>
    /// <param name="model">The model.</param>
    /// <param name="field">The field, as in "body_pos".</param>
    /// <param name="count">The size that counts the rows of its table; null for all of the field.</param>
    /// <param name="row">Which row.</param>
    public static double[] Row(this EngineModel model, string field, string? count, int row)
    {
        var all = model.Engine.Layout.Field($"mjModel.{field}").Kind switch
        {
            ElementKind.Float64 => model.Doubles(field).ToArray(),
            ElementKind.Float32 => Array.ConvertAll(model.Floats(field).ToArray(), value => (double)value),
            ElementKind.Int32 => Array.ConvertAll(model.Integers(field).ToArray(), value => (double)value),
            ElementKind.UInt8 => Array.ConvertAll(model.Bytes(field).ToArray(), value => (double)value),
            var kind => throw new InvalidOperationException($"{field} holds {kind}."),
        };
        if (count is null)
        {
            return all;
        }
        var columns = all.Length / model.Size(count);
        return all[(row * columns)..((row + 1) * columns)];
    }

    /// <summary>The name of the model itself, which is the first of all names.</summary>
    public static string ModelName(this EngineModel model)
    {
        var names = model.Bytes("names");
        return Encoding.UTF8.GetString(names[..names.IndexOf((byte)0)]);
    }
}
