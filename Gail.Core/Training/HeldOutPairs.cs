using Gail.Environments;
using Gail.Numerics;

namespace Gail.Training;

/// <summary>Chooses the demonstrated pairs held out from training: never all that show a choice.</summary>
internal static class HeldOutPairs
{
    /// <summary>
    /// Moves the first held-out pair of every choice that no trained pair shows to the trained ones; the order is
    /// otherwise as it was.
    /// </summary>
    /// <remarks>A policy never shown a choice cannot learn it, and of few pairs a random share easily misses one.</remarks>
    /// <param name="space">The action space.</param>
    /// <param name="encoded">The actions as networks see them [N, encoded width].</param>
    /// <param name="order">Row numbers, those trained on first.</param>
    /// <param name="trained">The number of iterations averaged.</param>
    /// <returns>The number averaged now.</returns>
    internal static int KeepChoices(ActionSpace space, NdArray<float> encoded, Span<int> order, int trained)
    {
        var isMissing = new bool[space.EncodedWidth];
        MarkChoices(space, isMissing);
        for (var place = 0; place < order.Length; place++)
        {
            var shows = false;
            var action = encoded.Row(order[place]);
            for (var column = 0; column < action.Length; column++)
            {
                shows |= isMissing[column] && action[column] != 0;
                isMissing[column] &= action[column] == 0;
            }
            if (shows && place >= trained)
            {
                var row = order[place];
                order[trained..place].CopyTo(order[(trained + 1)..]);
                order[trained++] = row;
            }
        }
        return trained;
    }

    /// <summary>True for the columns of one-hot choices.</summary>
    private static void MarkChoices(ActionSpace space, Span<bool> columns)
    {
        if (space is ProductSpace product)
        {
            foreach (var part in product.Parts)
            {
                MarkChoices(part, columns[..part.EncodedWidth]);
                columns = columns[part.EncodedWidth..];
            }
        }
        else
        {
            columns.Fill(space is DiscreteSpace);
        }
    }
}
