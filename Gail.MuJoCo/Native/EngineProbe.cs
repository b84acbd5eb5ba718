namespace Gail.MuJoCo.Native;

/// <summary>
/// A small model with known numbers, read back through the layout table: a library of a known version that was built
/// differently (single precision, other limits) is found out before a wrong number is read.
/// </summary>
internal static class EngineProbe
{
    private const string Pendulum = """
        <mujoco>
          <compiler angle="radian"/>
          <option timestep="0.0078125" gravity="0 0 -8"/>
          <worldbody>
            <body name="arm" pos="0 0 3">
              <joint name="hinge" type="hinge" axis="0 1 0" damping="0.25" ref="0.5"/>
              <geom name="bob" type="sphere" size="0.125" pos="0 0 -1" mass="2"/>
              <site name="tip" pos="0 0 -1"/>
            </body>
          </worldbody>
          <actuator>
            <motor name="drive" joint="hinge" gear="5" ctrllimited="true" ctrlrange="-3 4"/>
          </actuator>
        </mujoco>
        """;

    /// <summary>Compiles, steps and compares.</summary>
    /// <param name="name">The name for messages.</param>
    /// <exception cref="EngineException">A field is not where the table says.</exception>
    internal static void Check(Engine engine, string name)
    {
        using var model = EngineModel.Compile(engine, Pendulum);
        Expect(name, "the sizes", model is { PositionCount: 1, VelocityCount: 1, ControlCount: 1 });
        Expect(name, "nbody", model.Size("nbody") == 2);
        Expect(name, "opt.timestep", model.Doubles("opt.timestep") is [0.0078125]);
        Expect(name, "opt.gravity", model.Doubles("opt.gravity") is [0, 0, -8]);
        Expect(name, "qpos0", model.Doubles("qpos0") is [0.5]);
        Expect(name, "body_mass", model.Doubles("body_mass") is [0, 2]);
        Expect(name, "dof_damping", model.Doubles("dof_damping") is [0.25]);
        Expect(name, "actuator_ctrlrange", model.Doubles("actuator_ctrlrange") is [-3, 4]);
        Expect(name, "names", model.Name("name_actuatoradr", 0) is "drive" && model.Name("name_siteadr", 0) is "tip");

        using var data = new EngineData(model);
        data.Positions[0] = 0.5;
        data.Forward();
        Expect(name, "site_xpos", data.Values(model.Quantity("site_xpos")) is [0, 0, 2]);
        Expect(name, "ctrl, time and warnings", data.Step(2, contactForces: true) && data.Time is 0.015625);
        data.Control[0] = double.NaN;
        Expect(name, "the warnings", !data.Step(1, contactForces: false));
    }

    private static void Expect(string name, string what, bool holds)
    {
        if (!holds)
        {
            throw new EngineException(
                $"{name} reports a known version, but {what} of a test model came back wrong: it was built with other "
                    + "settings than the binding knows (single precision?). Install libmujoco2.2.2 (Debian)."
            );
        }
    }
}
