namespace Gail.MuJoCo.Models.Robots;

/// <summary>A side of the humanoids; as a number, where it is along y.</summary>
internal enum HumanoidSide
{
    Right = -1,
    Left = 1,
}
