using System.CommandLine;
using System.Runtime.InteropServices;
using Armillary.Images;
using Armillary.Images.Debian;
using Armillary.Images.Host;
using Armillary.Machine;

namespace Armillary.Cli.Commands;

/// <summary><c>armillary image list | build NAME | import FILE NAME | remove NAME</c>: the machine images of this user.</summary>
internal static class ImageCommand
{
    /// <summary>The images that can be built, by name.</summary>
    private static readonly string[] Buildable = ["debian"];

    public static Command Create() => new("image", "List, build, import and remove machine images")
    {
        List(),
        Build(),
        Import(),
        Remove(),
    };

    /// <summary>The image of a name, prepared now if it can be and is not there yet.</summary>
    public static MachineImage Prepare(string name)
    {
        CacheDirectory cache = CacheDirectory.ForUser();
        return new ImageStore(cache).Find(name)
            ?? (Buildable.Contains(name)
                ? BuildNow(cache, name)
                : throw new ConfigurationException($"there is no image '{name}'; expected {string.Join(", ", Buildable)} or one of 'armillary image list'"));
    }

    private static MachineImage BuildNow(CacheDirectory cache, string name)
    {
        using var cancel = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, c => Cancel(c, cancel));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => Cancel(c, cancel));
        using var progress = new ProgressText(Console.Error, !Console.IsErrorRedirected);
        progress.Line($"preparing the image '{name}' (once; this downloads some 100 MB and takes some minutes)");
        try
        {
            return new DebianImageBuilder(cache, new MachineGuestRunner(), progress.Show).Build(new DebianImageOptions { Name = name }, cancel.Token);
        }
        catch (OperationCanceledException e)
        {
            throw new ConfigurationException($"the image '{name}' was not built: interrupted; what was downloaded is kept, so that another build takes it up", e);
        }
    }

    private static void Cancel(PosixSignalContext signal, CancellationTokenSource cancel)
    {
        signal.Cancel = true;
        cancel.Cancel();
    }

    private static Command List()
    {
        var command = new Command("list", "The images that there are");
        command.SetAction(_ =>
        {
            foreach (MachineImage image in new ImageStore(CacheDirectory.ForUser()).List())
            {
                Console.Out.WriteLine($"{image.Name,-16} {image.Release}");
            }

            return ExitStatus.Success;
        });
        return command;
    }

    private static Command Build()
    {
        var name = new Argument<string>("name") { Description = $"The image to build: {string.Join(", ", Buildable)}", HelpName = "NAME" };
        var command = new Command("build", "Build an image, or build it anew") { name };
        command.SetAction(parsed =>
        {
            string wanted = parsed.GetValue(name)!;
            if (!Buildable.Contains(wanted))
            {
                throw new ConfigurationException($"cannot build an image '{wanted}'; expected {string.Join(", ", Buildable)}");
            }

            BuildNow(CacheDirectory.ForUser(), wanted);
            return ExitStatus.Success;
        });
        return command;
    }

    private static Command Import()
    {
        var file = new Argument<string>("file") { Description = "A raw disk that boots by firmware", HelpName = "FILE" };
        var name = new Argument<string>("name") { Description = "The new image's name", HelpName = "NAME" };
        var command = new Command("import", "Make an image of a disk, which is copied") { file, name };
        command.SetAction(parsed =>
        {
            new ImageStore(CacheDirectory.ForUser()).Import(parsed.GetValue(file)!, parsed.GetValue(name)!);
            return ExitStatus.Success;
        });
        return command;
    }

    private static Command Remove()
    {
        var name = new Argument<string>("name") { Description = "The image's name", HelpName = "NAME" };
        var command = new Command("remove", "Remove an image") { name };
        command.SetAction(parsed =>
        {
            new ImageStore(CacheDirectory.ForUser()).Remove(parsed.GetValue(name)!);
            return ExitStatus.Success;
        });
        return command;
    }
}
