using Armillary.Compare;
using Armillary.Images;
using Armillary.Images.Debian;
using Armillary.Images.Host;

using var interrupt = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupt.Cancel();
};
string step = "";
try
{
    switch (args)
    {
        case ["guest", ..]:
            SmallGuest guest = SmallGuest.Prepare(CacheDirectory.ForUser(), Show, interrupt.Token);
            Console.WriteLine($"{guest.Kernel}\n{guest.Initrd}\n{guest.InitrdWithModules}");
            return 0;
        case ["image", var name, .. var packages]:
            var builder = new DebianImageBuilder(CacheDirectory.ForUser(), new QemuGuestRunner(), Show);
            Console.WriteLine(builder.Build(new DebianImageOptions { Name = name, ExtraPackages = packages }, interrupt.Token).Folder);
            return 0;
        default:
            Console.Error.WriteLine("usage: bench/compare guest | programs | boot | debian");
            return 2;
    }
}
catch (ImageException e)
{
    Console.Error.WriteLine($"compare: {e.Message}");
    return 2;
}
catch (OperationCanceledException)
{
    return 130;
}

void Show(ImageProgress progress)
{
    if (progress.Step != step || progress.Detail.Length > 0)
    {
        step = progress.Step;
        Console.Error.WriteLine($"{step} {progress.Detail}".TrimEnd());
    }
}
